package dev.taskhost.script.child;

import dev.taskhost.script.worker.LogTag;
import dev.taskhost.script.worker.Mark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process, from its start to its end. For one thread, but for {@link #write}, {@link #tell},
 * {@link #signal} and {@link #kill}, which any may call.
 */
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(3);
    private static final Duration LONG = Duration.ofSeconds(5);

    /** Ends what belongs to a call in the output; nobody prints this by accident. */
    private final String mark = "\0" + UUID.randomUUID() + "\n";

    private final Program program;
    private final Path folder;
    private final Link link;
    private final Process process;
    private final Session session;
    private final Captured out;
    private final Captured err;
    private final Recent recent = new Recent();
    private final CompletableFuture<@Nullable Void> silent = new CompletableFuture<>();
    /** In the environment of what it starts, if its program does not mark each call. */
    private final Mark own;

    private volatile @Nullable Mark call;

    private Child(Program program, String name, Path folder, Link link, Process process, Mark own) {
        this.program = program;
        this.own = own;
        this.folder = folder;
        this.link = link;
        this.process = process;
        this.session = new Session(process.toHandle());
        byte[] bytes = mark.getBytes(StandardCharsets.US_ASCII);
        LogTag between = new LogTag(LoggerFactory.getLogger("script.process"), Map.of(), recent);
        this.out = new Captured(name + "-out", process.getInputStream(), false, bytes, between);
        this.err = new Captured(name + "-err", process.getErrorStream(), true, bytes, between);
    }

    /**
     * Begins to start one; {@link #ready} waits for it.
     *
     * @param name of its threads
     * @throws StartFailedException when there is no such program
     */
    static Child start(Program program, String name) throws StartFailedException {
        Path folder;
        Link link;
        try {
            folder = Files.createTempDirectory("taskhost-process-"); // for this user alone
        } catch (IOException e) {
            throw program.failure("needs a folder for temporary files, and none can be made (" + e + ")");
        }
        try {
            link = Link.at(folder.resolve(Program.LINK));
        } catch (IOException e) {
            delete(folder);
            throw program.failure("needs a socket in " + folder + ", and none can be made (" + e + ")");
        }
        try {
            Mark own = PendingCall.newMark();
            ProcessBuilder builder = program.process(folder);
            if (!program.marksCalls()) {
                own.put(builder.environment());
            }
            Child child = new Child(program, name, folder, link, builder.start(), own);
            var _ = child.process.onExit().thenAcceptAsync(ended -> child.gone(), Thread::startVirtualThread);
            return child;
        } catch (StartFailedException e) {
            close(link);
            delete(folder);
            throw e;
        } catch (IOException e) {
            close(link);
            delete(folder);
            throw program.failure("cannot be run (" + e.getMessage() + ")");
        }
    }

    /**
     * Waits until it can be called.
     *
     * @throws StartFailedException when it is too old, or has ended, or was killed
     */
    void ready() throws StartFailedException {
        try {
            link.accept();
            link.write(program.setup(folder, mark));
            Map<String, @Nullable Object> said = link.read();
            if (!"ready".equals(said.get("kind"))) {
                throw program.refusal(said);
            }
            LOG.debug("A {} runs as process {}: {}.", program.noun(), process.pid(), said.get("version"));
        } catch (IOException e) {
            int exit = end();
            String words = recent.text();
            throw program.failure(program.death(exit, folder) + " before it was ready"
                    + (words.isEmpty() ? "" : ", and said: " + words.strip()));
        }
    }

    Program program() {
        return program;
    }

    /** A call begins. */
    Streams begin(LogTag tag, Mark body) {
        call = program.marksCalls() ? body : own;
        return new Streams(out.begin(tag), err.begin(tag));
    }

    /** The output of a call, on its way. */
    record Streams(CompletableFuture<@Nullable Void> out, CompletableFuture<@Nullable Void> err) {
        /** Waits for all that was printed. */
        void await() {
            Child.await(CompletableFuture.allOf(out, err), LONG);
        }
    }

    /** The call has ended by itself: what it has started and left in a session of its own goes on. */
    void rest() {
        call = null;
    }

    void write(Map<String, ?> frame) throws IOException {
        link.write(frame);
    }

    /** Sends an answer, as {@link Link#tell}. */
    void tell(long number, String text) throws IOException {
        link.tell(number, text);
    }

    /** Waits for what it says; at its end an exception. */
    Map<String, @Nullable Object> read() throws IOException {
        return link.read();
    }

    /** Has its C code write where it stands, for when it holds the interpreter and cannot answer. Waits for that, not for long. */
    void signal(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            // kill is a built-in of every shell; Java itself sends no other signals than those that end a process
            Process kill = new ProcessBuilder("sh", "-c", "kill -USR1 " + process.pid())
                    .redirectErrorStream(true)
                    .start();
            boolean sent = kill.waitFor(most.toNanos(), TimeUnit.NANOSECONDS) && kill.exitValue() == 0;
            long before = 0;
            long size = sent ? Files.size(dump()) : 0;
            while (sent && (size == 0 || size > before) && System.nanoTime() < end) {
                LockSupport.parkNanos(LOOK.toNanos());
                before = size;
                size = Files.size(dump());
            }
        } catch (IOException e) {
            LOG.debug("Process {} could not be asked where it stands: {}", process.pid(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path dump() {
        return folder.resolve("dump");
    }

    /** After {@link #end}: how that came, as a predicate. */
    String death(int exit) {
        return program.death(exit, folder);
    }

    /** What it has left of where it stood; lines, perhaps none. */
    String dumped() {
        return program.frames(folder);
    }

    /** Ends it now, with all that was started in it. */
    void kill() {
        session.kill(call);
    }

    /** By a thread of its own: the process has ended, however. */
    private void gone() {
        try {
            link.refuse();
        } catch (IOException e) {
            LOG.debug("A socket could not be closed: {}", e.toString());
        }
        session.kill(call);
        if (!await(silent, SHORT)) { // a fork with a session of its own has the connection
            close(link);
        }
    }

    /** Asks it to end by itself, in order, and sees to it. */
    void retire() {
        try {
            link.write(Map.of("kind", "end"));
        } catch (IOException e) {
            LOG.debug("Process {} has ended already: {}", process.pid(), e.toString());
        }
        await(process.onExit(), SHORT);
        end();
    }

    /**
     * Sees to it that all of it is over.
     *
     * @return as {@link Process#exitValue}
     */
    int end() {
        if (!await(process.onExit(), Duration.ofMillis(200))) { // of one whose end came first over the link
            session.kill(call);
        }
        try {
            if (!process.waitFor(LONG.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.error("Process {} was killed and lives on; the system does not let it go.", process.pid());
                return -1;
            }
            session.kill(call);
            silent.complete(null);
            close(link);
            if (!out.join(SHORT) || !err.join(SHORT)) {
                LOG.warn(
                        "Something that a task has started, in a session of its own, still has the output of process {}.",
                        process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** After {@link #end} and {@link #dumped}: what it had on disk. */
    void clean() {
        delete(folder);
    }

    private static boolean await(CompletableFuture<?> future, Duration most) {
        try {
            future.get(most.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void close(Link link) {
        try {
            link.close();
        } catch (IOException e) {
            LOG.debug("A socket could not be closed: {}", e.toString());
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted ({}); nobody needs it any more.", folder, e.toString());
        }
    }
}

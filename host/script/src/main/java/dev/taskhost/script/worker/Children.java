package dev.taskhost.script.worker;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.graalvm.polyglot.io.ProcessHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that bodies of one interpreter start: whose each is, so that it ends when that body is stopped, with all that it
 * has started; and what they print where they inherit the body's output. Thread-safe.
 */
final class Children implements ProcessHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Children.class);

    /** A killed process is gone within milliseconds, unless the machine has no time for it. */
    private static final Duration DYING = Duration.ofSeconds(5);

    private final LongSupplier whose;
    private final Output output;
    private final Map<Long, Set<Process>> running = new ConcurrentHashMap<>();
    private final Set<Process> dying = ConcurrentHashMap.newKeySet();

    /**
     * @param whose asked on the thread that starts one: the call it is for; 0 when it is nobody's
     */
    Children(LongSupplier whose, Output output) {
        this.whose = whose;
        this.output = output;
    }

    @Override
    public Process start(ProcessCommand command) throws IOException {
        long id = whose.getAsLong();
        boolean out = Redirect.INHERIT.equals(command.getOutputRedirect());
        boolean err = Redirect.INHERIT.equals(command.getErrorRedirect());
        ProcessBuilder builder =
                new ProcessBuilder(command.getCommand()).redirectErrorStream(command.isRedirectErrorStream());
        if (Redirect.INHERIT.equals(command.getInputRedirect())) {
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        }
        builder.environment().clear();
        builder.environment().putAll(command.getEnvironment());
        new Mark(id).put(builder.environment());
        if (command.getDirectory() != null) {
            builder.directory(new File(command.getDirectory()));
        }
        Process process = builder.start();
        Set<Process> own = running.computeIfAbsent(id, key -> ConcurrentHashMap.newKeySet());
        own.add(process);
        var _ = process.onExit().thenAccept(own::remove);
        if (out) {
            copy(process.getInputStream(), id, false);
        }
        if (err && !command.isRedirectErrorStream()) {
            copy(process.getErrorStream(), id, true);
        }
        return new CopiedProcess(process, out, err);
    }

    private void copy(InputStream from, long id, boolean error) {
        Thread.ofPlatform().daemon().name("script-process-output").start(() -> {
            try (InputStreamReader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
                char[] part = new char[8192];
                for (int length = reader.read(part); length >= 0; length = reader.read(part)) {
                    output.printed(id, error, new String(part, 0, length));
                }
            } catch (IOException | UncheckedIOException e) {
                LOG.debug("The output of a process of a body ended early: {}", e.toString());
            }
        });
    }

    /** Ends what this body has started, and what that has started; returns before the last of it has ended. */
    void kill(long id) {
        Set<Process> own = running.remove(id);
        if (own != null) {
            dying.addAll(own);
            own.forEach(process -> {
                killTree(process);
                var _ = process.onExit().thenAccept(dying::remove);
            });
            Thread.ofPlatform().daemon().name("script-process-end").start(new Mark(id)::kill);
        }
    }

    /** Waits for those that were killed: an interpreter does not close, and stays in memory, while a process it started lives. */
    void awaitKilled() {
        CompletableFuture<?>[] ends = dying.stream().map(Process::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(DYING.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("A process that was killed has not ended within {} ms.", DYING.toMillis(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A body has ended by itself: what it left running goes on. */
    void release(long id) {
        running.remove(id);
    }

    private static void killTree(Process process) {
        // From a list, as a process whose parent is gone is nobody's descendant any more.
        Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }
}

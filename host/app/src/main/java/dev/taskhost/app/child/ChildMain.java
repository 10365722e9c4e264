package dev.taskhost.app.child;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.NoBodyException;
import dev.taskhost.script.child.Death;
import dev.taskhost.script.child.Folders;
import dev.taskhost.script.child.Link;
import dev.taskhost.script.child.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A process beside the host. It takes from the host what it serves ({@link Opening}), then does one call after the other; it ends
 * when the host says so, and at once when the connection is closed, as that of a host that was killed is. The other side is
 * {@code dev.taskhost.script.child.Child}.
 */
public final class ChildMain {
    private final Path folder;
    private final Streams streams;
    private final OwnSession session;
    private final Link link;
    private final BlockingQueue<Map<String, @Nullable Object>> requests = new LinkedBlockingQueue<>();
    private final CallInChild current = new CallInChild();
    private final Asking asking;

    private ChildMain(Path folder, Streams streams, OwnSession session, Link link) {
        this.folder = folder;
        this.streams = streams;
        this.session = session;
        this.link = link;
        this.asking = new Asking(link);
    }

    /**
     * Serves until it is told to end, or the host has.
     *
     * @param args the private folder, in which the host waits at {@link Program#LINK}
     * @throws IOException when the host is not there
     * @throws InterruptedException never: nobody interrupts this thread
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Streams streams = Streams.take();
        OwnSession session = OwnSession.begin();
        Path folder = Path.of(args[0]);
        ChildMain child = new ChildMain(folder, streams, session, Link.to(folder.resolve(Program.LINK)));
        try {
            child.serve();
        } catch (RuntimeException | Error e) {
            streams.line(true, "The process cannot go on: " + e);
            Runtime.getRuntime().halt(Death.CUT_OFF);
        }
    }

    private void serve() throws IOException, InterruptedException {
        Thread.ofPlatform().daemon().name("taskhost-child-listen").start(this::listen);
        Map<String, @Nullable Object> setup = requests.take();
        String mark = Opening.text(setup, Opening.MARK);
        ChildLogs.configure(streams, Opening.text(setup, Opening.LEVEL));
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("taskhost-child-clock").factory());
        Opening opening;
        try {
            opening = Opening.of(setup, this::log, who -> new RemoteLoans(asking, current.id(), who), clock);
        } catch (IOException | RuntimeException e) {
            link.write(Map.of("kind", "failed", "text", e.toString()));
            return;
        }
        link.write(Map.of("kind", "ready", "version", "Java " + Runtime.version()));
        BodyLookup lookup = new BodyLookup(List.of(opening.bodies()));
        Map<String, @Nullable Object> request = requests.take();
        while (!"end".equals(request.get("kind"))) {
            answer(request, opening.shown().apply(done(request, lookup)), mark);
            request = requests.take();
        }
        opening.close().run();
        Runtime.getRuntime().halt(0); // whatever threads bodies have left
    }

    /** By a thread of its own: hears stops, answers and the host's end while a body runs. */
    private void listen() {
        try {
            while (true) {
                Map<String, @Nullable Object> said = link.read();
                if ("told".equals(said.get("kind"))) {
                    asking.told(number(said, "n"), Opening.text(said, "text"));
                } else if ("stop".equals(said.get("kind"))) {
                    long id = number(said, "id");
                    boolean ending = current.stop(id);
                    link.write(Map.of("kind", "stood", "id", id, "lines", "", "cancelled", ending));
                } else {
                    requests.add(said);
                }
            }
        } catch (IOException | RuntimeException e) {
            orphaned();
        }
    }

    /** The host is gone, or does not want this process any more: so is all of it. */
    private void orphaned() {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            streams.line(true, folder + " could not be deleted (" + e + "); nobody needs it any more.");
        } finally {
            session.kill();
        }
    }

    /** Of a script's logger: its files are the host's. */
    private void log(Map<String, ? extends @Nullable Object> record) {
        try {
            link.write(Map.of("kind", "log", "record", record));
        } catch (IOException e) {
            streams.line(true, "A line for the log could not be sent to the host (" + e + "): " + record.get("msg"));
        }
    }

    private void answer(Map<String, @Nullable Object> request, String text, String mark) {
        streams.end(mark);
        try {
            link.write(Map.of("kind", "answer", "id", number(request, "id"), "text", text));
        } catch (IOException e) {
            streams.line(true, "The result cannot be told to the host: " + e);
            Runtime.getRuntime().halt(Death.CUT_OFF);
        }
    }

    private String done(Map<String, @Nullable Object> request, BodyLookup lookup) {
        long id = number(request, "id");
        current.begin(id);
        try {
            Body body = lookup.find(Opening.text(request, Opening.NAME));
            return "check".equals(request.get("kind")) ? check(body) : call(body, request);
        } catch (NoBodyException e) {
            return Letters.write(new BodyResult.NotCallable(String.valueOf(e.getMessage())));
        } finally {
            current.end();
        }
    }

    private static String check(Body body) {
        String why = body.check(Isolation.SHARED).join();
        return Letters.write(why.isEmpty() ? new BodyResult.Returned(null, null) : new BodyResult.NotCallable(why));
    }

    private String call(Body body, Map<String, @Nullable Object> request) {
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        current.begun(body.start(
                new BodyCall(
                        Opening.text(request, "task_key"),
                        texts(request.get("args")),
                        object(request.get("kwargs")),
                        number(request, "execution_id"),
                        Opening.text(request, "trace_id"),
                        streams),
                result::complete));
        return Letters.write(result.join());
    }

    private static long number(Map<String, @Nullable Object> frame, String field) {
        if (frame.get(field) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("the host did not say " + field);
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are texts
    private static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNullElse(value, Map.of());
    }
}

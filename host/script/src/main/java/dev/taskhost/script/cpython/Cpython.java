package dev.taskhost.script.cpython;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.service.Services;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.child.ChildPool;
import dev.taskhost.script.child.Program;
import dev.taskhost.script.child.Request;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.worker.CheckAnswer;
import dev.taskhost.script.worker.LogTag;
import dev.taskhost.script.worker.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be asked of the processes of the system's CPython: to call, to check. None is started before that. Thread-safe. */
public final class Cpython implements AutoCloseable {
    /** A process that is not needed gives its memory back; starting one again takes some 50 ms, and what the script imports. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ChildPool pool;
    private final Duration loadLimit;
    private volatile Launch current;

    /**
     * Without any process yet.
     *
     * @param name what its threads are called, and a number; begins with {@code script-}
     * @param library the modules given to scripts
     * @param root the scripts folder, as a real path
     * @param generation the scripts of the first processes
     * @param loadLimit how long loading a script for a check may take
     * @param services what the host lends to bodies
     * @param clock ends what takes too long; stays the caller's, to shut down after {@link #close}
     */
    public Cpython(
            String name,
            CpythonSettings settings,
            Library library,
            Path root,
            Generation generation,
            Duration loadLimit,
            Services services,
            ScheduledExecutorService clock) {
        this.current = Launch.of(settings, library, root, generation);
        this.pool = new ChildPool(name, settings.workers(), IDLE, this::isCurrent, services, clock);
        this.loadLimit = loadLimit;
    }

    private boolean isCurrent(Program program) {
        return program.identity().equals(current.identity());
    }

    /** As {@link dev.taskhost.core.body.Body#start}. */
    public RunningBody call(Target target, BodyCall call, Consumer<BodyResult> done) {
        return pool.submit(request(LogTag.of(call), target, call, null), done);
    }

    private Request request(LogTag tag, Target target, @Nullable BodyCall call, @Nullable Duration most) {
        String path = target.script().path();
        Map<String, Object> body = Map.of("path", path, "function", target.function());
        String place = "  File \"" + current.root().getFileName() + "/" + path + "\", in " + target.function();
        return new Request(tag, () -> current, body, place, call, most);
    }

    /** As {@link dev.taskhost.core.body.Body#check}; a target without a function is only loaded. */
    public CompletableFuture<String> check(Target target) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Request request = request(LogTag.of(target.script().path()), target, null, loadLimit);
        var _ = pool.submit(request, result -> answer.complete(CheckAnswer.of(result, loadLimit)));
        return answer;
    }

    /** As {@link dev.taskhost.core.body.Body#hasRoom}. */
    public boolean hasRoom() {
        return pool.hasRoom();
    }

    /** How much waits for a process. */
    public int queued() {
        return pool.queued();
    }

    /** How many processes there are. */
    public int processes() {
        return pool.size();
    }

    /** Tells that the scripts have changed: if Python's have, free processes end now, others after their call. */
    public void generation(Generation now) {
        current = Launch.of(current.settings(), current.library(), current.root(), now);
        pool.renew();
    }

    /** Stops what runs and ends all processes. Takes a second or two. */
    @Override
    public void close() {
        pool.close();
    }
}

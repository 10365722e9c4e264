package dev.taskhost.testkit.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodySource;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.Load;
import dev.taskhost.core.body.RunningBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Bodies written in the test itself: {@code quick} ones return at once on the caller's thread, {@code held} ones end when
 * the test says so, or when they are stopped. Thread-safe.
 */
public final class TestBodies implements BodySource {
    private final Map<String, Body> bodies = new ConcurrentHashMap<>();
    private final Map<Long, Consumer<BodyResult>> held = new ConcurrentHashMap<>();
    private final List<BodyCall> calls = new ArrayList<>();
    private final Map<String, Long> allocated = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong(1);
    private volatile boolean busy;
    private volatile Load load = Load.NONE;

    /** Adds a body that returns at once. */
    public void quick(String name, Function<BodyCall, BodyResult> function) {
        put(new TestBody(name, "", (call, done) -> done.accept(function.apply(call))));
    }

    /** Adds a body that runs until {@link #release}, or until it is stopped. */
    public void held(String name) {
        put(new TestBody(name, "", (call, done) -> held.put(call.executionId(), done)));
    }

    /** Adds a body that runs until it is stopped, and then fails by itself. */
    public void fails(String name, String error) {
        put(new TestBody(
                name,
                "",
                (call, done) -> held.put(call.executionId(), stopped -> {
                    done.accept(new BodyResult.Failed(error));
                })));
    }

    /** Adds a body that is found but cannot be loaded. */
    public void unfit(String name, String reason) {
        put(new TestBody(name, reason, (call, done) -> done.accept(new BodyResult.NotCallable(reason))));
    }

    /** Whether all workers are taken. */
    public void busy(boolean now) {
        busy = now;
    }

    /** Takes a body away, as removing its file does. */
    public void remove(String name) {
        bodies.remove(name);
        generation.incrementAndGet();
    }

    /** What the running execution of a task has allocated from now on. */
    public void allocated(String taskKey, long bytes) {
        allocated.put(taskKey, bytes);
    }

    /** Ends a held body. */
    public void release(long executionId, BodyResult result) {
        Consumer<BodyResult> done = held.remove(executionId);
        if (done == null) {
            throw new IllegalStateException("execution " + executionId + " is not held");
        }
        done.accept(result);
    }

    /** Executions of held bodies, by id. */
    public List<Long> heldExecutions() {
        return held.keySet().stream().sorted().toList();
    }

    /** All calls so far, oldest first. */
    public synchronized List<BodyCall> calls() {
        return List.copyOf(calls);
    }

    @Override
    public List<Candidate> find(String executeFunc) {
        Body body = bodies.get(executeFunc);
        return body == null ? List.of() : List.of(new Candidate(Rank.SAME_FILE, body));
    }

    @Override
    public List<String> knownNames() {
        return List.copyOf(bodies.keySet());
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public Load load() {
        return load;
    }

    /** What {@link #load} says from now on. */
    public void load(Load now) {
        load = now;
    }

    @Override
    public long generation() {
        return generation.get();
    }

    private void put(Body body) {
        bodies.put(body.name(), body);
        generation.incrementAndGet();
    }

    private synchronized void note(BodyCall call) {
        calls.add(call);
    }

    private final class TestBody implements Body {
        private final String name;
        private final String problem;
        private final Starting starting;

        TestBody(String name, String problem, Starting starting) {
            this.name = name;
            this.problem = problem;
            this.starting = starting;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public CompletableFuture<String> check(Isolation isolation) {
            return CompletableFuture.completedFuture(problem);
        }

        @Override
        public boolean offers(Isolation isolation) {
            return isolation == Isolation.SHARED;
        }

        @Override
        public boolean hasRoom(Isolation isolation) {
            return !busy;
        }

        @Override
        public RunningBody start(BodyCall call, Consumer<BodyResult> done) {
            note(call);
            starting.start(call, done);
            return new RunningBody() {
                @Override
                public void stop() {
                    Consumer<BodyResult> stopped = held.remove(call.executionId());
                    if (stopped != null) {
                        stopped.accept(new BodyResult.Stopped("it stood in " + name));
                    }
                }

                @Override
                public long allocatedBytes() {
                    return allocated.getOrDefault(call.taskKey(), 0L);
                }
            };
        }
    }

    /** What a call does. */
    private interface Starting {
        void start(BodyCall call, Consumer<BodyResult> done);
    }
}

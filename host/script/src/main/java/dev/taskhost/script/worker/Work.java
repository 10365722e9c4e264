package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.script.access.Tenant;
import dev.taskhost.script.service.Lent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thing for a worker to do, from the queue to its result. The result is delivered exactly once, whoever comes first:
 * the worker that did it, {@link #stop()} while it was queued, or the pool that gave a stuck worker up. Thread-safe.
 */
final class Work implements RunningBody {
    private enum State {
        QUEUED,
        RUNNING,
        STOPPING,
        ENDED
    }

    private static final AtomicLong IDS = new AtomicLong();

    private final Pool pool;
    private final Request request;
    private final Delivery delivery;
    private final Tenant tenant;
    private final Lent lent;
    private final long id = IDS.incrementAndGet();
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final AtomicBoolean over = new AtomicBoolean();
    private final StopSignal signal = new StopSignal();
    private final long queuedAt = System.nanoTime();
    private volatile @Nullable Worker worker;
    private volatile long toldAt; // 0: not yet
    private volatile String generation = "";

    Work(Pool pool, Request request, Consumer<BodyResult> done) {
        this.pool = pool;
        this.request = request;
        this.tenant = new Tenant(request.taskKey());
        this.delivery = new Delivery(request.tag(), done);
        this.lent = new Lent(pool.services(), request.borrower());
    }

    /** Unlike any other's in this JVM, and never 0. */
    long id() {
        return id;
    }

    Request request() {
        return request;
    }

    /** What it is to the walls around bodies. */
    Tenant tenant() {
        return tenant;
    }

    /** What the host has lent to it. */
    Lent lent() {
        return lent;
    }

    LogTag tag() {
        return request.tag();
    }

    String function() {
        return request.function();
    }

    /** Lower goes first. */
    long rank() {
        return BodyCall.rank(queuedAt, request.priority());
    }

    /** What it runs, for a person. */
    String place() {
        return function().isEmpty() ? tag().logger().getName() : function();
    }

    /** By {@link System#nanoTime}. */
    long queuedAt() {
        return queuedAt;
    }

    StopSignal signal() {
        return signal;
    }

    /** Who does it; null while it is queued. */
    @Nullable
    Worker worker() {
        return worker;
    }

    @Override
    public void stop() {
        if (state.compareAndSet(State.QUEUED, State.ENDED)) {
            pool.forget(this);
            pool.stopper()
                    .background(
                            () -> deliver(new BodyResult.Stopped("It was waiting for a worker and never started.")));
        } else if (state.compareAndSet(State.RUNNING, State.STOPPING)) {
            signal.ask();
            pool.stopper().stop(this);
        }
    }

    @Override
    public String generation() {
        return generation;
    }

    /** By the worker's thread: the scripts are those. */
    void runsOn(String label) {
        generation = label;
    }

    @Override
    public long allocatedBytes() {
        Worker by = worker;
        return by == null ? 0 : by.interpreter().allocations().of(id);
    }

    /** By the worker's thread: its body, which waits, was asked to end. */
    void told() {
        if (toldAt == 0) {
            toldAt = System.nanoTime() | 1;
        }
    }

    /** Whether its body knows for so long that it shall end. */
    boolean wasToldFor(Duration time) {
        return toldAt != 0 && System.nanoTime() - toldAt > time.toNanos();
    }

    /** Takes it out of the queue; false when it was stopped meanwhile. */
    boolean begin(Worker by) {
        worker = by; // before it begins: whoever stops it from then on must find this worker
        return state.compareAndSet(State.QUEUED, State.RUNNING);
    }

    /** Ends it: nothing of it runs in the interpreter any more, or what does is given up. */
    void end() {
        state.set(State.ENDED);
    }

    /** Whether a stop was asked for while it ran and it has not ended yet. */
    boolean isStopping() {
        return state.get() == State.STOPPING;
    }

    /** It never enters the queue. */
    void refuse(String reason) {
        Thread.startVirtualThread(() -> deliver(new BodyResult.Failed(reason)));
    }

    /** Hands the result over, unless that has happened; once what it had borrowed is back, so that nobody meets its locks. */
    void deliver(BodyResult result) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        BodyResult told = switch (result) {
            case BodyResult.Failed(String error) -> new BodyResult.Failed(explained(error));
            case BodyResult.NotCallable(String reason) -> new BodyResult.NotCallable(explained(reason));
            case BodyResult.Returned returned -> returned;
            case BodyResult.Stopped stopped -> stopped;
        };
        var _ = lent.end().thenRun(() -> delivery.deliver(told));
    }

    /** What a wall says is lost on its way through a language's own error. */
    private String explained(String error) {
        return tenant.refusal()
                .filter(text -> !error.contains(text))
                .map(text -> error + "\nRefused while it ran: " + text)
                .orElse(error);
    }
}

package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing for a worker to do, from the queue to its result. The result is delivered exactly once, whoever comes first:
 * the worker that did it, {@link #stop()} while it was queued, or the pool that gave a stuck worker up. Thread-safe.
 */
final class Work implements RunningBody {
    /** What is done inside the interpreter. */
    interface Step {
        BodyResult run(Guest guest, StopSignal stop);
    }

    private enum State {
        QUEUED,
        RUNNING,
        STOPPING,
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final Pool pool;
    private final LogTag tag;
    private final Step step;
    private final Consumer<BodyResult> done;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final AtomicBoolean delivered = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<@Nullable Void> stopperGone = new CompletableFuture<>();
    private final StopSignal signal = new StopSignal();
    private final long queuedAt = System.nanoTime();

    Work(Pool pool, LogTag tag, Step step, Consumer<BodyResult> done) {
        this.pool = pool;
        this.tag = tag;
        this.step = step;
        this.done = done;
    }

    LogTag tag() {
        return tag;
    }

    Step step() {
        return step;
    }

    /** By {@link System#nanoTime}. */
    long queuedAt() {
        return queuedAt;
    }

    StopSignal signal() {
        return signal;
    }

    /** Down once the worker is out of the interpreter. */
    CountDownLatch ended() {
        return ended;
    }

    /** Completes when no interrupt is under way any more. */
    CompletableFuture<@Nullable Void> stopperGone() {
        return stopperGone;
    }

    @Override
    public void stop() {
        if (state.compareAndSet(State.QUEUED, State.ENDED)) {
            pool.forget(this);
            pool.background(() -> deliver(new BodyResult.Stopped("It was waiting for a worker and never started.")));
        } else if (state.compareAndSet(State.RUNNING, State.STOPPING)) {
            signal.ask();
            pool.background(() -> pool.interrupt(this));
        }
    }

    /** Takes it out of the queue; false when it was stopped meanwhile. */
    boolean begin() {
        return state.compareAndSet(State.QUEUED, State.RUNNING);
    }

    /**
     * Ends it; called by its worker when the interpreter has been left.
     *
     * @return whether an interrupt may still be on its way, so that the interpreter cannot be used again
     */
    boolean end() {
        State last = state.getAndSet(State.ENDED);
        ended.countDown();
        return last == State.STOPPING;
    }

    /** Whether a stop was asked for while it ran and it has not ended yet. */
    boolean isStopping() {
        return state.get() == State.STOPPING;
    }

    /** Hands the result over, unless that has happened. */
    void deliver(BodyResult result) {
        if (!delivered.compareAndSet(false, true)) {
            return;
        }
        try {
            done.accept(result);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The listener of {} failed on the result {}; the result is lost.",
                    tag.logger().getName(),
                    result,
                    e);
        }
    }
}

package dev.taskhost.script.worker;

import dev.taskhost.script.catalog.Generation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker beside the crew, whose interpreter is open and has loaded nothing, so that it can go on with any scripts: while these
 * change again and again, the next change need not wait for one to open. Confined to its pool's lock.
 */
final class Reserve {
    /** So long after a change there is one. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** It opens so long after a change or its use, when those that are in demand have opened. */
    private static final Duration LATER = Duration.ofMillis(200);

    private final Supplier<Worker> workers;
    private final Condition called;
    private final Consumer<Runnable> unlessClosed;
    private final ScheduledExecutorService clock;
    private @Nullable Worker worker;
    private long until = System.nanoTime();
    private boolean comes;

    /**
     * @param workers creates one
     * @param called of the pool's lock, nobody else's
     * @param unlessClosed takes the pool's lock and runs what it is given, unless the pool is closed
     */
    Reserve(
            Supplier<Worker> workers,
            Condition called,
            Consumer<Runnable> unlessClosed,
            ScheduledExecutorService clock) {
        this.workers = workers;
        this.called = called;
        this.unlessClosed = unlessClosed;
        this.clock = clock;
    }

    /** Scripts have changed, and may again: there is one soon, and for a while. */
    void keep() {
        until = System.nanoTime() + KEPT.toNanos();
        fillLater();
    }

    private void fillLater() {
        if (worker == null && !comes && !isOver()) {
            comes = true;
            var _ = clock.schedule(() -> unlessClosed.accept(this::fill), LATER.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private boolean isOver() {
        return until - System.nanoTime() <= 0;
    }

    private void fill() {
        comes = false;
        if (!isOver()) {
            Worker one = workers.get();
            one.start(); // it waits for the lock; one that cannot start is not kept
            worker = one;
        }
    }

    /**
     * When it can go on with these scripts.
     *
     * @return completes when its interpreter is open, or has failed to open; null where there is none that can
     */
    @Nullable
    CompletableFuture<@Nullable Void> readyFor(Generation next) {
        return worker == null || worker.interpreter().slot().mustRenew(next) ? null : worker.opened();
    }

    /** The current scripts are others now: goes on with them, or goes. */
    void follow() {
        if (worker != null) {
            Slot slot = worker.interpreter().slot();
            if (slot.get() != null && !slot.follow()) {
                var _ = take();
            }
        }
    }

    /** Gives it away, as one of the crew or to end; null where there is none. */
    @Nullable
    Worker take() {
        Worker one = worker;
        worker = null;
        called.signalAll();
        fillLater();
        return one;
    }

    /** By a worker's thread that has opened its interpreter, or failed to. */
    void hasWarmed(Worker by) {
        if (by == worker) {
            var _ = by.warmed(); // not one that the crew waits for
        }
    }

    /** By a worker's thread: waits as long as it is held here. Calling it as one of the crew does nothing. */
    void await(Worker by) {
        while (by == worker) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                worker = null;
                return;
            }
            try {
                var _ = called.awaitNanos(left);
            } catch (InterruptedException e) {
                // Nothing runs in it that could be meant.
            }
        }
    }

    /** The pool is closing: there is none any more; answers the one there was. */
    Optional<Worker> end() {
        until = System.nanoTime();
        return Optional.ofNullable(take());
    }

    /** Its thread has ended. */
    void left(Worker by) {
        if (by == worker) {
            worker = null;
        }
    }
}

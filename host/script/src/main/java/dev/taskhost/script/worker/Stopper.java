package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import java.time.Duration;
import java.util.concurrent.DelayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops what a pool's workers have begun, any number of bodies from one thread: a thousand threads for a thousand stops would
 * take the processors from the very interpreter that has to hear them. Thread-safe.
 */
final class Stopper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);

    private final Pool pool;
    private final Duration grace;
    private final DelayQueue<Interruption> begun = new DelayQueue<>();
    private @Nullable Thread thread;
    private boolean closed;

    /**
     * @param grace how long a running body is interrupted before its thread is abandoned
     */
    Stopper(Pool pool, Duration grace) {
        this.pool = pool;
        this.grace = grace;
    }

    Duration grace() {
        return grace;
    }

    /** Runs something that blocks, as an interrupt does, and that no virtual thread can do. */
    void background(Runnable action) {
        Thread.ofPlatform()
                .name("script-" + pool.language() + "-background")
                .daemon(true)
                .start(action);
    }

    /** Stops what was begun; gives its worker up when that cannot be interrupted. Returns at once. */
    synchronized void stop(Work work) {
        Worker worker = work.worker();
        if (worker == null) {
            return;
        }
        begun.add(new Interruption(work, worker, grace));
        if (thread == null && !closed) {
            thread =
                    Thread.ofPlatform().name(pool.name() + "-stop").daemon(true).start(this::run);
        }
    }

    private void run() {
        try {
            while (true) {
                step(begun.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("Nothing is left to stop.");
        }
    }

    private void step(Interruption interruption) {
        try {
            if (!interruption.isOver()) {
                interruption.tryOnce(this::background);
                begun.add(interruption);
            } else if (interruption.work().isStopping()) {
                giveUp(interruption.worker(), interruption.work());
            }
        } catch (RuntimeException | Error e) {
            LOG.error("Stopping {} failed.", interruption.work().tag().logger().getName(), e);
        }
    }

    private void giveUp(Worker worker, Work work) {
        if (worker.interpreter().stage().isOn(work)) {
            abandon(worker, work);
        } else {
            worker.interpreter().children().kill(work.id());
            work.end();
            work.deliver(new BodyResult.Stopped("It waited, in " + work.place()
                    + "; another body holds their worker, so its line is not known. It never goes on."));
        }
    }

    private void abandon(Worker worker, Work work) {
        LOG.error(
                "{} could not be interrupted within {} s; its thread {} is abandoned and goes on using a processor"
                        + " until the host is restarted. A new worker takes its place.",
                work.tag().logger().getName(),
                grace.toSeconds(),
                worker.thread().getName());
        worker.abandon();
        worker.interpreter().children().kill(work.id());
        pool.replace(worker);
        work.end();
        work.deliver(new BodyResult.Stopped(
                "It could not be interrupted, in " + work.place() + "; its thread was abandoned."));
        worker.interpreter()
                .endAll("Another body held the worker on which it waited and could not be interrupted; the worker was"
                        + " abandoned.");
        background(() -> worker.interpreter().close(false));
    }

    /** Ends its thread: nothing runs any more that it could stop. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}

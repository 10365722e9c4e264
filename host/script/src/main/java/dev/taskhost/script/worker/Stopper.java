package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops what a pool's workers have begun. Thread-safe. */
final class Stopper {
    private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);

    private final Pool pool;
    private final Duration grace;

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
                .name("script-" + pool.language() + "-stop")
                .daemon(true)
                .start(action);
    }

    /** Stops what was begun; gives its worker up when that cannot be interrupted. Returns at once. */
    void stop(Work work) {
        background(() -> interrupt(work));
    }

    private void interrupt(Work work) {
        Worker worker = work.worker();
        if (worker == null || new Interruption(worker.interpreter(), work, grace).succeeds()) {
            return;
        }
        if (worker.interpreter().isOn(work)) {
            abandon(worker, work);
        } else {
            work.end();
            work.deliver(new BodyResult.Stopped(
                    "It waited; another body holds their worker, so where it stood is not known. It never goes on."));
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
        worker.interpreter().killChildren(work);
        pool.replace(worker);
        work.end();
        work.deliver(new BodyResult.Stopped("It could not be interrupted; its thread was abandoned."));
        worker.interpreter()
                .endAll("Another body held the worker on which it waited and could not be interrupted; the worker was"
                        + " abandoned.");
        background(worker.interpreter()::close);
    }
}

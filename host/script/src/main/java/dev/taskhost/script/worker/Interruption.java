package dev.taskhost.script.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interrupts one piece of work again and again until it ends or the time is over: a single interrupt may fall between
 * two steps of the interpreter and be lost. Blocks the thread it is used on.
 */
final class Interruption {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final Duration ONCE = Duration.ofMillis(500);

    private final Worker worker;
    private final Work work;
    private final long end;

    Interruption(Worker worker, Work work, Duration grace) {
        this.worker = worker;
        this.work = work;
        this.end = System.nanoTime() + grace.toNanos();
    }

    /** Whether the work has ended. */
    boolean succeeds() {
        while (work.isStopping() && System.nanoTime() < end) {
            if (!work.signal().isObeyed()) {
                once();
            }
            if (endsWithin(Duration.ofMillis(20))) {
                return true;
            }
        }
        return !work.isStopping();
    }

    private void once() {
        Guest guest = worker.guest();
        if (guest == null) {
            return;
        }
        try {
            guest.interrupt(ONCE);
        } catch (TimeoutException stillRunning) {
            LOG.debug(
                    "{} still runs {} ms after an interrupt.",
                    work.tag().logger().getName(),
                    ONCE.toMillis());
        } catch (IllegalStateException closed) {
            LOG.debug(
                    "The interpreter of {} is closed already.",
                    work.tag().logger().getName());
        }
    }

    private boolean endsWithin(Duration time) {
        try {
            return work.ended().await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !work.isStopping();
        }
    }
}

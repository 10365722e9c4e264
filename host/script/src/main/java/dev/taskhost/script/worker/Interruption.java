package dev.taskhost.script.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops one piece of work again and again until it ends or the time is over: a single interrupt may fall between two steps of
 * the interpreter and be lost. Blocks the thread it is used on, which
 * must not be a virtual one: those cannot reach into an interpreter.
 */
final class Interruption {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final Duration ONCE = Duration.ofMillis(500);

    /** A body that catches its cancellation is asked so long, and then not any more. */
    private static final Duration ASKED = Duration.ofMillis(300);

    /** A body that waits is not heard while another one holds the interpreter; its stop does not wait for that. */
    private static final Duration UNHEARD = Duration.ofMillis(700);

    private final Interpreter interpreter;
    private final Work work;
    private final Duration grace;
    private final long begin = System.nanoTime();

    Interruption(Interpreter interpreter, Work work, Duration grace) {
        this.interpreter = interpreter;
        this.work = work;
        this.grace = grace;
    }

    /** Whether the work has ended. */
    boolean succeeds() {
        while (work.isStopping() && !isOver(grace) && !isUnheard()) {
            interpreter.stop(work, Duration.ofNanos(System.nanoTime() - begin), isOver(ASKED));
            if (endsWithin(Duration.ofMillis(20))) {
                return true;
            }
        }
        return !work.isStopping();
    }

    private boolean isUnheard() {
        return isOver(UNHEARD) && !interpreter.isOn(work) && interpreter.isHeldFor(UNHEARD);
    }

    private boolean isOver(Duration time) {
        return System.nanoTime() - begin > time.toNanos();
    }

    private boolean endsWithin(Duration time) {
        try {
            return work.ended().await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !work.isStopping();
        }
    }

    /** Interrupts whatever the interpreter is at, once. */
    static void send(Guest guest, Work work) {
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
}

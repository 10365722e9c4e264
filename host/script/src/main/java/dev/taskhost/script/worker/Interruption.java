package dev.taskhost.script.worker;

import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stop of one piece of work, tried again and again until that has ended or the time is over: a single interrupt may fall
 * between two steps of the interpreter and be lost. Confined to its {@link Stopper}'s thread.
 */
final class Interruption implements Delayed {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final Duration ONCE = Duration.ofMillis(500);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    /** A body that catches its cancellation is asked so long, and then not any more. */
    private static final Duration ASKED = Duration.ofMillis(300);

    /** A body that waits is not heard while another one holds the interpreter; its stop does not wait for that. */
    private static final Duration UNHEARD = Duration.ofMillis(700);

    private final Work work;
    private final Worker worker;
    private final Interpreter interpreter;
    private final Duration grace;
    private final long begin = System.nanoTime();
    private final AtomicBoolean sending = new AtomicBoolean();
    private long next = begin;

    Interruption(Work work, Worker worker, Duration grace) {
        this.work = work;
        this.worker = worker;
        this.interpreter = worker.interpreter();
        this.grace = grace;
    }

    Work work() {
        return work;
    }

    /** Who does the work. */
    Worker worker() {
        return worker;
    }

    /** Whether there is nothing left to try: it has ended, or it will not. */
    boolean isOver() {
        return !work.isStopping() || isOver(grace) || isUnheard();
    }

    /**
     * Tries once more. Returns at once.
     *
     * @param background runs what blocks: an interrupt, until it was heeded or half a second is over
     */
    void tryOnce(Consumer<Runnable> background) {
        Duration since = Duration.ofNanos(System.nanoTime() - begin);
        if (interpreter.asked(work, since, work.wasToldFor(ASKED)) && sending.compareAndSet(false, true)) {
            background.accept(() -> {
                try {
                    interpreter.interrupt(work);
                } finally {
                    sending.set(false);
                }
            });
        }
        next = System.nanoTime() + BETWEEN.toNanos();
    }

    private boolean isUnheard() {
        return isOver(UNHEARD)
                && !interpreter.stage().isOn(work)
                && interpreter.stage().isHeldFor(UNHEARD);
    }

    private boolean isOver(Duration time) {
        return System.nanoTime() - begin > time.toNanos();
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(next - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return other instanceof Interruption that
                ? Long.signum(next - that.next)
                : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
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

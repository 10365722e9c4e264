package dev.taskhost.core.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The pause between two looks at the database. It can be cut short, but never below {@link #SHORTEST} from one look to the
 * next, so that a flood of wake signals costs no more than that. One thread waits; thread-safe for all others.
 */
public final class Pause {
    /** From the end of one pause to the end of the next, at least. */
    static final Duration SHORTEST = Duration.ofMillis(20);

    private long endedAt = System.nanoTime();
    private boolean cut;
    private boolean over;

    /** Ends the pause under way as soon as may be; when none is, the next one. */
    public synchronized void cut() {
        cut = true;
        notifyAll();
    }

    /** Whether a pause was cut that has not ended yet. */
    public synchronized boolean isCut() {
        return cut;
    }

    /** Ends this pause and all later ones at once. */
    public synchronized void end() {
        over = true;
        notifyAll();
    }

    /** Whether {@link #end} was called. */
    public synchronized boolean isOver() {
        return over;
    }

    /**
     * Pauses.
     *
     * @param longest how long, unless it is cut short
     * @return false once there is nothing to wait for any more
     */
    public synchronized boolean await(Duration longest) throws InterruptedException {
        long full = System.nanoTime() + longest.toNanos();
        for (long left = left(full); left > 0 && !over; left = left(full)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        cut = false;
        endedAt = System.nanoTime();
        return !over;
    }

    private long left(long full) {
        long now = System.nanoTime();
        return cut ? Math.min(full - now, endedAt + SHORTEST.toNanos() - now) : full - now;
    }
}

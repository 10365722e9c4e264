package dev.taskhost.core.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The pause between two looks at the database. It can be cut short, but never below {@link #SHORTEST} from one look to the
 * next, so that a flood of wake signals costs no more than that; only who looks can skip it, knowing of more to look at. One
 * thread waits; thread-safe for all others.
 */
final class Pause {
    /** From the end of one pause to the end of the next, at least. */
    static final Duration SHORTEST = Duration.ofMillis(20);

    private long endedAt = System.nanoTime();
    private boolean cut;
    private boolean skipped;
    private boolean over;

    /** Ends the pause under way as soon as may be; when none is, the next one. */
    synchronized void cut() {
        cut = true;
        notifyAll();
    }

    /** Ends the pause under way at once; when none is, the next one. */
    synchronized void skip() {
        skipped = true;
        notifyAll();
    }

    /** Whether the next pause will be short, or is about to end. */
    synchronized boolean isCut() {
        return cut || skipped;
    }

    /** Ends this pause and all later ones at once. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /** Whether {@link #end} was called. */
    synchronized boolean isOver() {
        return over;
    }

    /**
     * Pauses.
     *
     * @param longest how long, unless it is cut short
     * @return false once there is nothing to wait for any more
     */
    synchronized boolean await(Duration longest) throws InterruptedException {
        long full = System.nanoTime() + longest.toNanos();
        for (long left = left(full); left > 0 && !skipped && !over; left = left(full)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        cut = false;
        skipped = false;
        endedAt = System.nanoTime();
        return !over;
    }

    private long left(long full) {
        long now = System.nanoTime();
        return cut ? Math.min(full - now, endedAt + SHORTEST.toNanos() - now) : full - now;
    }
}

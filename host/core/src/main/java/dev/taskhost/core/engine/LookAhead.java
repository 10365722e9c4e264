package dev.taskhost.core.engine;

import java.time.Duration;

/**
 * How long before its fire time an execution is claimed and recorded, so that its body can be called in time: as long as
 * the database needs for what falls due together, as measured lately, and no longer. Between claim and call the task
 * shows {@code doing}; a host that dies in between leaves an execution {@code lost} whose body never began.
 *
 * <p>Confined to the engine's thread.
 */
final class LookAhead {
    private static final int MANY = 100;
    private static final double SAFETY = 1.5;
    private static final double WEIGHT = 0.2;

    private final double mostMillis;
    private double batchMillis = 8; // one commit with its fsync
    private double entryMillis = 0.1;

    /**
     * @param most never more than this; zero: everything is claimed at its fire time
     */
    LookAhead(Duration most) {
        this.mostMillis = most.toMillis();
    }

    /** How early to begin when so many fall due together, milliseconds. */
    long millis(int together) {
        return (long) Math.min(mostMillis, SAFETY * (batchMillis + together * entryMillis));
    }

    /** Learns from a batch that was claimed. */
    void measured(int entries, Duration took) {
        double millis = took.toNanos() / 1e6;
        if (entries >= MANY) {
            entryMillis += WEIGHT * (millis / entries - entryMillis);
        } else {
            batchMillis += WEIGHT * (Math.min(millis, mostMillis) - batchMillis);
        }
    }
}

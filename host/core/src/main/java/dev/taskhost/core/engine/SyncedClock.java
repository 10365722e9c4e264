package dev.taskhost.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * This host's clock, corrected by the database's: fire times mean one instant on all hosts, whatever their own clocks say.
 * The correction follows only what is surely a difference, so that a quiet clock does not jitter. Thread-safe.
 */
public final class SyncedClock implements InstantSource {
    private static final long NOTICED_MILLIS = 20;

    private final InstantSource base;
    private volatile long offsetMillis;

    /**
     * @param base the process's clock
     */
    public SyncedClock(InstantSource base) {
        this.base = base;
    }

    @Override
    public Instant instant() {
        return base.instant().minusMillis(offsetMillis);
    }

    @Override
    public long millis() {
        return base.millis() - offsetMillis;
    }

    /** The process's clock, as it is. */
    InstantSource base() {
        return base;
    }

    /**
     * Takes a measurement over.
     *
     * @param offset by how much the process's clock is ahead of the database's
     * @param uncertainty how wrong that may be
     */
    void measured(Duration offset, Duration uncertainty) {
        if (follows(offset, uncertainty)) {
            offsetMillis = offset.toMillis();
        }
    }

    /** Whether {@link #measured} would change anything: as far as a measurement is sure, this clock is wrong. */
    boolean follows(Duration offset, Duration uncertainty) {
        long change = Math.abs(offset.toMillis() - offsetMillis);
        return change > Math.max(NOTICED_MILLIS, uncertainty.toMillis());
    }
}

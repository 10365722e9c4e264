package dev.taskhost.core.engine;

/**
 * The end of a host: running executions may go on for a while, then they are interrupted, then they are ended without
 * their bodies. Confined to the engine's thread.
 */
final class Drain {
    private final SchedulerSettings settings;
    private final Runs runs;
    private long stopAt = Long.MAX_VALUE;
    private long abandonAt = Long.MAX_VALUE;
    private boolean began;

    Drain(SchedulerSettings settings, Runs runs) {
        this.settings = settings;
        this.runs = runs;
    }

    void begin(long now) {
        if (!began) {
            began = true;
            stopAt = now + settings.drain().toMillis();
        }
    }

    boolean began() {
        return began;
    }

    void advance(long now) {
        if (now >= stopAt) {
            stopAt = Long.MAX_VALUE;
            abandonAt = now + settings.stopGrace().toMillis();
            runs.stopAll("this host was told to end, and it ran on for longer than drain_seconds, "
                    + Seconds.text(settings.drain()));
        }
        if (now >= abandonAt) {
            abandonAt = Long.MAX_VALUE;
            runs.abandonAll();
        }
    }

    /** When {@link #advance} has something to do, epoch milliseconds. */
    long nextStep() {
        return Math.min(stopAt, abandonAt);
    }
}

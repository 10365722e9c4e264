package dev.taskhost.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class SettableClock implements InstantSource {
    private Instant now;

    public SettableClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Moves the clock to an instant, back or forth. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    /** Moves the clock on. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}

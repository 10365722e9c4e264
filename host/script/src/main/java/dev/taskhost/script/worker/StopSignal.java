package dev.taskhost.script.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says that a body shall end, and lets waits end with it. Thread-safe. */
public final class StopSignal {
    private final CountDownLatch asked = new CountDownLatch(1);

    /** Asks for the end. Calling it again does nothing. */
    public void ask() {
        asked.countDown();
    }

    /** Whether the end was asked for. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /**
     * Waits until the end is asked for, or the time is over.
     *
     * @return whether it was asked for; a thread interrupt counts as asking
     */
    public boolean await(Duration time) {
        try {
            return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

package dev.taskhost.app.command;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what nothing tells a command of: what another process writes into the database. Thread-safe (no state). */
final class Polling {
    private Polling() {}

    /** Looks again and again until there is something, with pauses in between. */
    static <T> T until(Duration pause, Supplier<Optional<T>> look) throws InterruptedException {
        Optional<T> found = look.get();
        while (found.isEmpty()) {
            Thread.sleep(pause);
            found = look.get();
        }
        return found.get();
    }
}

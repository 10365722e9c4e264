package dev.taskhost.notice.desk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a sender that failed is left alone: 5 s, 10 s, 20 s and so on up to 5 min, or what it asks for. */
final class Backoff {
    private static final long FIRST_MILLIS = 5_000;
    private static final long MOST_MILLIS = 300_000;
    private static final int MOST_DOUBLINGS = 6;

    private Backoff() {}

    /**
     * How long.
     *
     * @param tries how many tries failed before this one
     * @param asked what the other side asked for; null for nothing
     */
    static long millis(int tries, @Nullable Duration asked) {
        long own = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(tries, MOST_DOUBLINGS));
        return asked == null ? own : Math.max(own, asked.toMillis());
    }
}

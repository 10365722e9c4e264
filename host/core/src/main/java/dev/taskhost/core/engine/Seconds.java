package dev.taskhost.core.engine;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people write them. */
final class Seconds {
    private Seconds() {}

    /** {@code 10 s}, {@code 0.5 s}. */
    static String text(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}

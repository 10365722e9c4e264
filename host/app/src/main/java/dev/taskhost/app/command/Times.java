package dev.taskhost.app.command;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instants as the commands print them. */
final class Times {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** {@code 2026-03-01 02:30:00} in a zone; a dash for none. Epoch milliseconds. */
    static String shown(@Nullable Long millis, ZoneId zone) {
        return millis == null ? "-" : SHOWN.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    /** ISO 8601 in UTC; null for none. */
    static @Nullable String iso(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }

    /** {@code 12 ms}; a dash when either end is missing. */
    static String between(@Nullable Long from, @Nullable Long to) {
        return from == null || to == null ? "-" : (to - from) + " ms";
    }
}

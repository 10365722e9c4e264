package dev.taskhost.notice.settings;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of the day in which what is not urgent waits. Immutable.
 *
 * @param from their beginning, included
 * @param to their end, excluded; before the beginning when they go over midnight
 */
public record QuietHours(LocalTime from, LocalTime to) {
    private static final Pattern WRITTEN = Pattern.compile("\\s*(\\d{1,2}:\\d{2})\\s*-\\s*(\\d{1,2}:\\d{2})\\s*");

    /** Reads {@code 22:00-08:00}; empty when it is something else, or no time at all. */
    public static Optional<QuietHours> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        try {
            LocalTime from = time(written.group(1));
            LocalTime to = time(written.group(2));
            return from.equals(to) ? Optional.empty() : Optional.of(new QuietHours(from, to));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    }

    /** When the quiet hours that {@code now} lies in are over, on the clocks of a zone; empty when it lies in none. */
    public Optional<Instant> endAfter(Instant now, ZoneId zone) {
        ZonedDateTime here = now.atZone(zone);
        if (!covers(here.toLocalTime())) {
            return Optional.empty();
        }
        ZonedDateTime end = here.toLocalDate().atTime(to).atZone(zone);
        return Optional.of((end.toInstant().isAfter(now) ? end : end.plusDays(1)).toInstant());
    }

    private boolean covers(LocalTime time) {
        boolean after = !time.isBefore(from);
        boolean before = time.isBefore(to);
        return from.isBefore(to) ? after && before : after || before;
    }
}

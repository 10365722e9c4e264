package dev.taskhost.core.trigger;

import dev.taskhost.core.text.Nearest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Once. Immutable and thread-safe.
 *
 * <p>A spec is {@code YYYY-MM-DD HH:MM:SS} in the task's zone; {@code T} may stand for the blank, seconds may be left out
 * or have a fraction (milliseconds count), the time may be left out (midnight), months to seconds may have one digit, and
 * an offset such as {@code Z} or {@code +08:00} may follow, which then counts instead of the zone. Or {@code now}, in any
 * case: at registration.
 *
 * <p>A local time that the zone skipped is the first instant after the gap; one that came twice is the first of the two.
 *
 * @param at epoch milliseconds; {@link #AT_REGISTRATION} for {@code now}
 */
record DateTrigger(long at) implements Trigger {
    static final long AT_REGISTRATION = Long.MIN_VALUE;

    private static final String EXAMPLES = "write YYYY-MM-DD HH:MM:SS such as 2026-01-02 03:04:05, or now";
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
            + "(?:(?:\\s+|[Tt])([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:[.,]([0-9]{1,9}))?)?"
            + "\\s*(?<offset>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");

    /**
     * Reads a spec.
     *
     * @throws BadSpecException when it names no instant
     */
    static DateTrigger parse(String spec, ZoneId zone) {
        if (spec.toLowerCase(Locale.ROOT).equals("now")) {
            return new DateTrigger(AT_REGISTRATION);
        }
        if (spec.isEmpty()) {
            throw new BadSpecException("date spec is empty; " + EXAMPLES);
        }
        Matcher date = DATE.matcher(spec);
        if (!date.matches()) {
            throw bad(spec, unreadable(spec));
        }
        LocalDateTime local = LocalDateTime.of(day(spec, date), time(spec, date));
        String offset = date.group("offset");
        return new DateTrigger(
                (offset == null ? inZone(local, zone) : local.toInstant(offset(spec, offset))).toEpochMilli());
    }

    @Override
    public long first(long registeredAt) {
        return at == AT_REGISTRATION ? registeredAt : at;
    }

    @Override
    public long next(long fireAt, long after) {
        return NEVER;
    }

    private static LocalDate day(String spec, Matcher date) {
        int year = Integer.parseInt(date.group(1));
        int month = part(spec, "month", date.group(2), 1, 12);
        YearMonth of = YearMonth.of(year, month);
        int day = part(spec, "day", date.group(3), 1, 31);
        if (!of.isValidDay(day)) {
            throw bad(spec, "names day " + day + ", but " + of + " has " + of.lengthOfMonth() + " days");
        }
        return of.atDay(day);
    }

    private static LocalTime time(String spec, Matcher date) {
        int hour = part(spec, "hour", date.group(4), 0, 23);
        int minute = part(spec, "minute", date.group(5), 0, 59);
        int second = part(spec, "second", date.group(6), 0, 59);
        String fraction = date.group(7);
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        return LocalTime.of(hour, minute, second, nanos);
    }

    private static int part(String spec, String name, @Nullable String digits, int low, int high) {
        int value = digits == null ? low : Integer.parseInt(digits);
        if (value < low || value > high) {
            throw bad(spec, "names " + name + " " + value + ", which is out of range " + low + "-" + high);
        }
        return value;
    }

    private static Instant inZone(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.toInstant(zone.getRules().getOffset(local)); // the earlier offset in an overlap
    }

    private static ZoneOffset offset(String spec, String offset) {
        try {
            return ZoneOffset.of(offset.toUpperCase(Locale.ROOT));
        } catch (DateTimeException e) {
            throw bad(spec, "has the offset " + offset + ", which is out of range -18:00 to +18:00");
        }
    }

    private static String unreadable(String spec) {
        if (spec.matches("[0-9]{4}[/.].*")) {
            return "is not a date: its parts are joined by -";
        }
        if (spec.matches("[0-9]+")) {
            return "is a number, not a date";
        }
        if (spec.matches("@.*|.*\\*.*")) {
            return "is not a date (for cron set trigger to \"cron\")";
        }
        return Nearest.of(spec, List.of("now")).isPresent() ? "is not a date, did you mean \"now\"?" : "is not a date";
    }

    private static BadSpecException bad(String spec, String what) {
        return new BadSpecException("date spec \"" + spec + "\" " + what + "; " + EXAMPLES);
    }
}

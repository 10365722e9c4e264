package dev.taskhost.core.trigger;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The times of day and the days that a cron spec names, on a clock without a zone: whole seconds since
 * 1970-01-01T00:00 local time. Immutable and thread-safe; {@link #nextAtOrAfter} allocates nothing.
 *
 * <p>Every field is a set of bits. Which days of a month match depends only on how long the month is (28 to 31 days) and
 * on which weekday it begins, so all the rules about days, of every dialect, are worked out once into 28 sets of days.
 */
final class LocalSchedule {
    /**
     * No further match within 400 years, the period after which the Gregorian calendar repeats itself. Later than any
     * local time, and an offset may be added to it.
     */
    static final long NEVER = Long.MAX_VALUE / 2;

    static final int SECONDS_OF_DAY = 86_400;

    private static final int PERIOD_YEARS = 400;
    private static final int NO_TIME = -1;
    private static final int NO_BIT = Long.SIZE;

    private final long seconds;
    private final long minutes;
    private final long hours;
    private final long months;
    private final int[] days;
    private final @Nullable BitSet years;
    private final int firstTime;

    /**
     * Takes the sets of the fields; none is empty.
     *
     * @param seconds bit n: second n
     * @param minutes bit n: minute n
     * @param hours bit n: hour n
     * @param months bit n: month n, 1 is January
     * @param days the days of every shape of month
     * @param years bit n: year n; null for every year
     */
    LocalSchedule(long seconds, long minutes, long hours, long months, DayRule days, @Nullable BitSet years) {
        this.seconds = seconds;
        this.minutes = minutes;
        this.hours = hours;
        this.months = months >>> 1;
        this.days = tabulate(days);
        this.years = years;
        this.firstTime = (first(hours) * 60 + first(minutes)) * 60 + first(seconds);
    }

    /** The days of a month that match, for one shape of month. */
    interface DayRule {
        /**
         * The matching days.
         *
         * @param length days of the month, 28 to 31
         * @param firstWeekday weekday of the month's first day, 0 is Sunday
         * @return bit n: day n, 1 is the first; bits beyond the length are ignored
         */
        long days(int length, int firstWeekday);
    }

    /**
     * The first match at or after {@code local}.
     *
     * @param local seconds since 1970-01-01T00:00 on the local clock, from year 0 to year 9999
     * @return the same, or {@link #NEVER}
     */
    long nextAtOrAfter(long local) {
        long today = Math.floorDiv(local, SECONDS_OF_DAY);
        long day = dayAtOrAfter(today);
        if (day == today) {
            int time = timeAtOrAfter((int) (local - today * SECONDS_OF_DAY));
            if (time != NO_TIME) {
                return today * SECONDS_OF_DAY + time;
            }
            day = dayAtOrAfter(today + 1);
        }
        return day == NEVER ? NEVER : day * SECONDS_OF_DAY + firstTime;
    }

    private int timeAtOrAfter(int time) {
        int hour = time / 3600;
        int minute = time / 60 % 60;
        if (has(hours, hour)) {
            if (has(minutes, minute)) {
                int second = from(seconds, time % 60);
                if (second != NO_BIT) {
                    return (hour * 60 + minute) * 60 + second;
                }
            }
            int later = from(minutes, minute + 1);
            if (later != NO_BIT) {
                return (hour * 60 + later) * 60 + first(seconds);
            }
        }
        int later = from(hours, hour + 1);
        return later == NO_BIT ? NO_TIME : (later * 60 + first(minutes)) * 60 + first(seconds);
    }

    private long dayAtOrAfter(long from) {
        int year = Calendar.yearOf(from);
        int dayOfYear = (int) (from - Calendar.startOf(year));
        int month = Calendar.monthOf(year, dayOfYear);
        int past = dayOfYear - Calendar.daysBefore(year, month);
        for (int last = year + PERIOD_YEARS; year <= last; year++, month = 0, past = 0) {
            if (years != null && !years.get(year)) {
                continue;
            }
            for (; month < 12; month++, past = 0) {
                if (has(months, month)) {
                    long first = Calendar.startOf(year) + Calendar.daysBefore(year, month);
                    int length = Calendar.daysBefore(year, month + 1) - Calendar.daysBefore(year, month);
                    int rest = days[shape(length, Calendar.weekdayOf(first))] & -1 << past;
                    if (rest != 0) {
                        return first + Integer.numberOfTrailingZeros(rest);
                    }
                }
            }
        }
        return NEVER;
    }

    private static int[] tabulate(DayRule rule) {
        int[] table = new int[4 * 7];
        for (int length = 28; length <= 31; length++) {
            for (int weekday = 0; weekday < 7; weekday++) {
                long inMonth = (1L << length) - 1;
                table[shape(length, weekday)] = (int) (rule.days(length, weekday) >>> 1 & inMonth);
            }
        }
        return table;
    }

    private static int shape(int length, int firstWeekday) {
        return (length - 28) * 7 + firstWeekday;
    }

    private static boolean has(long bits, int bit) {
        return (bits >>> bit & 1) != 0;
    }

    private static int first(long bits) {
        return Long.numberOfTrailingZeros(bits);
    }

    private static int from(long bits, int bit) {
        return Long.numberOfTrailingZeros(bits & -1L << bit);
    }
}

package dev.taskhost.core.trigger;

/** Weekdays of a week as days of a month. Weekday 0 is Sunday; bit n of a month's days is day n, 1 is the first. */
final class Weekdays {
    private Weekdays() {}

    /**
     * The days of a month that fall on given weekdays.
     *
     * @param weekdays bit n: weekday n
     * @param firstWeekday the weekday of the month's first day
     * @return days 1 to 31; the month may be shorter
     */
    static long inMonth(long weekdays, int firstWeekday) {
        long days = 0;
        for (int day = 1; day <= 31; day++) {
            if ((weekdays >>> of(day, firstWeekday) & 1) != 0) {
                days |= 1L << day;
            }
        }
        return days;
    }

    /** The weekday of a day of a month. */
    static int of(int day, int firstWeekday) {
        return (firstWeekday + day - 1) % 7;
    }

    /** The first day of a month that falls on a weekday. */
    static int firstDay(int weekday, int firstWeekday) {
        return 1 + Math.floorMod(weekday - firstWeekday, 7);
    }
}

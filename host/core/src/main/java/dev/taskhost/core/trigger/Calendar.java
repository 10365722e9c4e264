package dev.taskhost.core.trigger;

/**
 * Gregorian calendar arithmetic on days since 1970-01-01, without objects. Years run from 0 to 10500 here, months from 0
 * (January) to 11.
 */
final class Calendar {
    private static final int[] BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    private static final int[] BEFORE_IN_LEAP_YEAR = {0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366};
    private static final int LEAP_DAYS_TO_1970 = leapDaysTo(1970);
    /** 400 years are always this many days. */
    private static final int DAYS_OF_400_YEARS = 146_097;
    /** 1970-01-01 was a Thursday; Sunday is 0. */
    private static final int WEEKDAY_OF_EPOCH = 4;

    private Calendar() {}

    /** The year in which a day lies. */
    static int yearOf(long epochDay) {
        // the mean year is exact over 400 years and less than two days off within, so the guess is a year off at most
        int year = 1970 + (int) Math.floorDiv(epochDay * 400, DAYS_OF_400_YEARS);
        if (epochDay < startOf(year)) {
            return year - 1;
        }
        return epochDay >= startOf(year + 1) ? year + 1 : year;
    }

    /** The first of January, in days since 1970-01-01. */
    static long startOf(int year) {
        return 365L * (year - 1970) + leapDaysTo(year) - LEAP_DAYS_TO_1970;
    }

    /** The month, 0 to 11, in which a day of a year, 0 to 365, lies. */
    static int monthOf(int year, int dayOfYear) {
        int month = dayOfYear / 31;
        return dayOfYear >= daysBefore(year, month + 1) ? month + 1 : month;
    }

    /** Days of the year before a month, 0 to 12; for 12, the days of the year. */
    static int daysBefore(int year, int month) {
        return isLeap(year) ? BEFORE_IN_LEAP_YEAR[month] : BEFORE[month];
    }

    /** The weekday of a day, 0 is Sunday. */
    static int weekdayOf(long epochDay) {
        return (int) Math.floorMod(epochDay + WEEKDAY_OF_EPOCH, 7L);
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int leapDaysTo(int year) {
        int last = year - 1;
        return Math.floorDiv(last, 4) - Math.floorDiv(last, 100) + Math.floorDiv(last, 400);
    }
}

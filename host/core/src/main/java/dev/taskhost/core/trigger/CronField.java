package dev.taskhost.core.trigger;

import java.util.List;

/**
 * What a field of a cron spec may hold.
 *
 * @param name as error messages call it
 * @param low the smallest value
 * @param high the largest value
 * @param names names for values in lower case, the first one for {@code firstNamed}; empty when there are none
 * @param firstNamed the value of the first name
 */
record CronField(String name, int low, int high, List<String> names, int firstNamed) {
    static final CronField SECOND = plain("second", 0, 59);
    static final CronField MINUTE = plain("minute", 0, 59);
    static final CronField HOUR = plain("hour", 0, 23);
    static final CronField DAY_OF_MONTH = plain("day-of-month", 1, 31);
    static final CronField MONTH = new CronField(
            "month",
            1,
            12,
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
            1);
    /** crontab(5): both 0 and 7 are Sunday. */
    static final CronField DAY_OF_WEEK =
            new CronField("day-of-week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"), 0);
    /** APScheduler: the first weekday is Monday. */
    static final CronField DAY_OF_WEEK_FROM_MONDAY =
            new CronField("day-of-week", 0, 6, List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 0);
    /** Quartz: 1 is Sunday. */
    static final CronField DAY_OF_WEEK_FROM_ONE =
            new CronField("day-of-week", 1, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"), 1);
    /** Quartz: the years it knows. */
    static final CronField YEAR = plain("year", 1970, 2099);

    private static CronField plain(String name, int low, int high) {
        return new CronField(name, low, high, List.of(), 0);
    }

    /** Such as {@code 0-59}, or {@code 1-12 or jan-dec}. */
    String range() {
        String numbers = low + "-" + high;
        return names.isEmpty() ? numbers : numbers + " or " + names.getFirst() + "-" + names.getLast();
    }
}

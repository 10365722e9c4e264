package dev.taskhost.core.trigger;

/**
 * The fields of a spec in the standard dialect or the original's, as sets: bit n is the value n.
 *
 * @param seconds 0 to 59
 * @param minutes 0 to 59
 * @param hours 0 to 23
 * @param daysOfMonth 1 to 31, and {@link #LAST_DAY}
 * @param months 1 to 12
 * @param weekdays 0 (Sunday) to 6
 * @param eitherDay whether day-of-month or day-of-week suffices; otherwise both must match
 * @param wildcard see {@link CronTrigger}
 */
record CronFields(
        long seconds,
        long minutes,
        long hours,
        long daysOfMonth,
        long months,
        long weekdays,
        boolean eitherDay,
        boolean wildcard) {
    /** Stands for a month's last day among the days of a month, of which none is the 32nd. */
    static final long LAST_DAY = 1L << 32;

    static final long ALL_DAYS_OF_MONTH = 0xfffffffeL;
    static final long ALL_WEEKDAYS = 0x7f;

    /** The same, ready to be asked. */
    CronPlan plan() {
        return new CronPlan(new LocalSchedule(seconds, minutes, hours, months, this::days, null), wildcard);
    }

    private long days(int length, int firstWeekday) {
        long byDay = daysOfMonth | ((daysOfMonth & LAST_DAY) == 0 ? 0 : 1L << length);
        long byWeekday = Weekdays.inMonth(weekdays, firstWeekday);
        return eitherDay ? byDay | byWeekday : byDay & byWeekday;
    }
}

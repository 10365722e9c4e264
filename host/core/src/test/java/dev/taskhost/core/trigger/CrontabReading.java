package dev.taskhost.core.trigger;

import java.time.LocalDate;
import java.util.List;
import java.util.function.IntPredicate;

/** crontab(5): five fields, or six with seconds first. */
record CrontabReading(
        IntPredicate seconds,
        IntPredicate minutes,
        IntPredicate hours,
        IntPredicate days,
        IntPredicate months,
        IntPredicate weekdays,
        boolean either,
        boolean wildcard)
        implements Reading {
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    static CrontabReading of(String spec) {
        String[] f = (spec.split(" ", -1).length == 6 ? spec : "0 " + spec).split(" ", -1);
        return new CrontabReading(
                Reading.numbers(f[0], 0, 59, List.of()),
                Reading.numbers(f[1], 0, 59, List.of()),
                Reading.numbers(f[2], 0, 23, List.of()),
                Reading.numbers(f[3], 1, 31, List.of()),
                Reading.numbers(f[4], 1, 12, MONTHS),
                Reading.numbers(f[5], 0, 7, WEEKDAYS),
                f[3].charAt(0) != '*' && f[5].charAt(0) != '*',
                f[1].charAt(0) == '*' || f[2].charAt(0) == '*');
    }

    @Override
    public boolean day(LocalDate date) {
        int weekday = date.getDayOfWeek().getValue(); // 7 is Sunday
        boolean byWeekday = weekdays.test(weekday) || (weekday == 7 && weekdays.test(0));
        boolean byDay = days.test(date.getDayOfMonth());
        return either ? byDay || byWeekday : byDay && byWeekday;
    }

    @Override
    public boolean month(int month) {
        return months.test(month);
    }

    @Override
    public boolean hour(int hour) {
        return hours.test(hour);
    }

    @Override
    public boolean minute(int minute) {
        return minutes.test(minute);
    }

    @Override
    public boolean second(int second) {
        return seconds.test(second);
    }
}

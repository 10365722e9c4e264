package dev.taskhost.core.trigger;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** APScheduler's user guide: the first weekday is Monday, every field must match, {@code last} is the month's last day. */
record ApschedulerReading(
        IntPredicate minutes,
        IntPredicate hours,
        IntPredicate days,
        boolean lastDay,
        IntPredicate months,
        IntPredicate weekdays,
        boolean wildcard)
        implements Reading {
    private static final List<String> WEEKDAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    static ApschedulerReading of(String spec) {
        String[] f = spec.split(" ", -1);
        List<String> days = Arrays.asList(f[2].split(",", -1));
        String plain = days.stream().filter(day -> !day.equals("last")).collect(Collectors.joining(","));
        return new ApschedulerReading(
                Reading.numbers(f[0], 0, 59, List.of()),
                Reading.numbers(f[1], 0, 23, List.of()),
                plain.isEmpty() ? day -> false : Reading.numbers(plain, 1, 31, List.of()),
                days.contains("last"),
                Reading.numbers(f[3], 1, 12, MONTHS),
                Reading.numbers(f[4], 0, 6, WEEKDAYS),
                f[0].startsWith("*") || f[1].startsWith("*"));
    }

    @Override
    public boolean day(LocalDate date) {
        boolean last = lastDay && date.plusDays(1).getDayOfMonth() == 1;
        return (last || days.test(date.getDayOfMonth()))
                && weekdays.test(date.getDayOfWeek().getValue() - 1);
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
        return second == 0;
    }
}

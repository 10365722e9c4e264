package dev.taskhost.core.trigger;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The Javadoc of Quartz's {@code CronExpression}, the days by java.time's own adjusters. */
record QuartzReading(
        Set<Integer> seconds,
        Set<Integer> minutes,
        Set<Integer> hours,
        List<Predicate<LocalDate>> days,
        Set<Integer> months,
        Set<Integer> years,
        boolean wildcard)
        implements Reading {
    private static final List<String> WEEKDAYS = List.of("", "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    static QuartzReading of(String spec) {
        String[] f = spec.split(" ", -1);
        return new QuartzReading(
                Set.copyOf(numbers(f[0], 0, 59, List.of())),
                Set.copyOf(numbers(f[1], 0, 59, List.of())),
                Set.copyOf(numbers(f[2], 0, 23, List.of())),
                f[3].equals("?")
                        ? Stream.of(f[5].split(",", -1))
                                .map(QuartzReading::weekday)
                                .toList()
                        : Stream.of(f[3].split(",", -1)).map(QuartzReading::day).toList(),
                Set.copyOf(numbers(f[4], 1, 12, MONTHS)),
                f.length == 7 ? Set.copyOf(numbers(f[6], 1970, 2099, List.of())) : Set.of(),
                f[1].charAt(0) == '*' || f[2].charAt(0) == '*');
    }

    /** As a list in the order of the clock, going round past the end. */
    private static List<Integer> numbers(String field, int low, int high, List<String> names) {
        List<Integer> numbers = new ArrayList<>();
        for (String element : field.split(",", -1)) {
            String base = element.contains("/") ? element.substring(0, element.indexOf('/')) : element;
            int step = element.contains("/") ? Integer.parseInt(element.substring(element.indexOf('/') + 1)) : 1;
            List<Integer> round =
                    Stream.iterate(low, n -> n + 1).limit(high - low + 1L).toList();
            List<Integer> span = new ArrayList<>();
            if (base.equals("*") || base.isEmpty()) {
                span.addAll(round);
            } else {
                String[] ends = base.split("-", -1);
                int from = number(ends[0], names);
                int to = ends.length == 2 ? number(ends[1], names) : element.contains("/") ? high : from;
                span.addAll(round.subList(from - low, to >= from ? to - low + 1 : round.size()));
                span.addAll(to >= from ? List.of() : round.subList(0, to - low + 1));
            }
            for (int i = 0; i < span.size(); i += step) {
                numbers.add(span.get(i));
            }
        }
        return numbers;
    }

    private static int number(String word, List<String> names) {
        return names.contains(word) ? names.indexOf(word) : Integer.parseInt(word);
    }

    @Override
    public boolean day(LocalDate date) {
        return (years.isEmpty() || years.contains(date.getYear()))
                && days.stream().anyMatch(element -> element.test(date));
    }

    private static Predicate<LocalDate> day(String element) {
        if (element.startsWith("L")) {
            String digits = element.replaceAll("[LW-]", "");
            int before = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            return date -> {
                LocalDate last = date.with(TemporalAdjusters.lastDayOfMonth());
                LocalDate named = last.minusDays(before);
                return named.getMonth() == last.getMonth()
                        && date.equals(element.endsWith("W") ? working(named) : named);
            };
        }
        if (element.endsWith("W")) {
            int named = Integer.parseInt(element.substring(0, element.length() - 1));
            return date -> named <= date.lengthOfMonth() && date.equals(working(date.withDayOfMonth(named)));
        }
        Set<Integer> numbers = Set.copyOf(numbers(element, 1, 31, List.of()));
        return date -> numbers.contains(date.getDayOfMonth());
    }

    /** The nearest of Monday to Friday in the same month. */
    private static LocalDate working(LocalDate named) {
        return Stream.of(0, -1, 1, -2, 2)
                .map(named::plusDays)
                .filter(date -> date.getMonth() == named.getMonth()
                        && date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                .findFirst()
                .orElseThrow();
    }

    private static Predicate<LocalDate> weekday(String element) {
        if (element.equals("L")) {
            return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        if (element.endsWith("L")) {
            int weekday = number(element.substring(0, element.length() - 1), WEEKDAYS);
            return date -> today(date) == weekday
                    && date.equals(date.with(TemporalAdjusters.lastInMonth(date.getDayOfWeek())));
        }
        if (element.contains("#")) {
            int hash = element.indexOf('#');
            int weekday = number(element.substring(0, hash), WEEKDAYS);
            int nth = Integer.parseInt(element.substring(hash + 1));
            return date -> today(date) == weekday
                    && date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(nth, date.getDayOfWeek())));
        }
        Set<Integer> numbers = Set.copyOf(numbers(element, 1, 7, WEEKDAYS));
        return date -> numbers.contains(today(date));
    }

    private static int today(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7 + 1;
    }

    @Override
    public boolean month(int month) {
        return months.contains(month);
    }

    @Override
    public boolean hour(int hour) {
        return hours.contains(hour);
    }

    @Override
    public boolean minute(int minute) {
        return minutes.contains(minute);
    }

    @Override
    public boolean second(int second) {
        return seconds.contains(second);
    }
}

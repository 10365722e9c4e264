package dev.taskhost.core.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Fire times by brute force: goes through time minute by minute (and second by second within a minute that matches) and
 * asks at each whether it is one. Only days and months that do not match are passed over at once.
 *
 * <p>A wildcard spec walks along instants and looks at the wall clock at each. A fixed spec walks along the times a
 * calendar would list and asks java.time when each of them is: a time that the zone skipped is the end of the gap, one that
 * comes twice is the first.
 */
final class Walk {
    /** No fire time from there on is looked for. */
    static final Duration HORIZON = Duration.ofDays(45 * 365);

    private static final int YEARS = 46;

    private final Reading reading;
    private final ZoneId zone;

    Walk(Reading reading, ZoneId zone) {
        this.reading = reading;
        this.zone = zone;
    }

    /** At most {@code count} fire times after an instant, before the horizon. */
    List<Instant> after(Instant start, int count) {
        List<Instant> found = reading.wildcard() ? wild(start, count) : fixed(start, count);
        return found.stream().filter(start.plus(HORIZON)::isAfter).toList();
    }

    private List<Instant> wild(Instant start, int count) {
        List<Instant> found = new ArrayList<>();
        long end = start.getEpochSecond() + YEARS * 366L * 86_400;
        long minute = Math.floorDiv(start.getEpochSecond(), 60) * 60;
        while (minute < end && found.size() < count) {
            ZonedDateTime time = Instant.ofEpochSecond(minute).atZone(zone);
            LocalDate later = skip(time.toLocalDate());
            if (!later.equals(time.toLocalDate())) {
                long begin = later.atStartOfDay(zone).toEpochSecond();
                minute = begin > minute ? begin : minute + 60;
                continue;
            }
            if (reading.hour(time.getHour()) && reading.minute(time.getMinute())) {
                for (int second = 0; second < 60 && found.size() < count; second++) {
                    Instant instant = Instant.ofEpochSecond(minute + second);
                    if (reading.second(second) && instant.isAfter(start)) {
                        found.add(instant);
                    }
                }
            }
            minute += 60;
        }
        return found;
    }

    private List<Instant> fixed(Instant start, int count) {
        List<Instant> found = new ArrayList<>();
        LocalDate date = skip(start.atZone(zone).toLocalDate().minusDays(1));
        LocalDate end = date.plusYears(YEARS);
        while (date.isBefore(end) && found.size() < count) {
            for (int minute = 0; minute < 24 * 60 && found.size() < count; minute++) {
                if (reading.hour(minute / 60) && reading.minute(minute % 60)) {
                    LocalDateTime local = date.atTime(minute / 60, minute % 60);
                    for (int second = 0; second < 60 && found.size() < count; second++) {
                        if (reading.second(second)) {
                            addOnce(found, instantOf(local.withSecond(second)), start);
                        }
                    }
                }
            }
            date = skip(date.plusDays(1));
        }
        return found;
    }

    private static void addOnce(List<Instant> found, Instant instant, Instant start) {
        if (instant.isAfter(start) && !found.contains(instant)) {
            found.add(instant);
        }
    }

    private Instant instantOf(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(local).getInstant()
                : local.toInstant(offsets.getFirst());
    }

    /** The date itself when it matches; otherwise a later one, with none that matches in between. */
    private LocalDate skip(LocalDate date) {
        LocalDate later = date;
        LocalDate end = date.plusYears(YEARS);
        while (later.isBefore(end) && !(reading.month(later.getMonthValue()) && reading.day(later))) {
            later = reading.month(later.getMonthValue())
                    ? later.plusDays(1)
                    : later.withDayOfMonth(1).plusMonths(1);
        }
        return later;
    }
}

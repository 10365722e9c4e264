package dev.taskhost.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random specs against brute force ({@link Walk}), from instants around the offset changes of their zones.
 *
 * <p>{@code -Dtrigger.oracle.specs=200000} asks more, {@code -Dtrigger.oracle.seed=7} asks others; a failure prints both
 * spec and seed.
 */
class CronOracleTest {
    private static final int SPECS = Integer.getInteger("trigger.oracle.specs", 20_000);
    private static final long SEED = Long.getLong("trigger.oracle.seed", 20261122L);
    private static final int FIRE_TIMES = 3;

    private static final List<ZoneId> ZONES =
            zones("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo");
    private static final List<ZoneId> ODD_ZONES = zones(
            "Africa/Cairo",
            "Pacific/Apia",
            "Asia/Beirut",
            "America/Havana",
            "Africa/Casablanca",
            "America/St_Johns",
            "Europe/Dublin",
            "Antarctica/Troll",
            "Asia/Pyongyang",
            "Europe/Volgograd",
            "UTC");

    private final Random random = new Random(SEED);
    private final RandomSpecs specs = new RandomSpecs(random);

    @Test
    void standardAgreesWithTheManPage() {
        for (int i = 0; i < SPECS; i++) {
            check(CronDialect.STANDARD, specs.standard(), CrontabReading::of);
        }
    }

    @Test
    void standardWithSecondsAgreesWithTheManPage() {
        for (int i = 0; i < SPECS / 10; i++) {
            check(CronDialect.STANDARD, specs.withSeconds(), CrontabReading::of);
        }
    }

    @Test
    void apschedulerAgreesWithItsUserGuide() {
        for (int i = 0; i < SPECS; i++) {
            check(CronDialect.APSCHEDULER, specs.apscheduler(), ApschedulerReading::of);
        }
    }

    @Test
    void quartzAgreesWithItsJavadoc() {
        for (int i = 0; i < SPECS / 20; i++) {
            check(CronDialect.QUARTZ, specs.quartz(), QuartzReading::of);
        }
    }

    private void check(CronDialect dialect, String spec, Function<String, Reading> reader) {
        Reading reading = reader.apply(spec);
        List<ZoneId> zones = new ArrayList<>(ZONES);
        zones.add(ODD_ZONES.get(random.nextInt(ODD_ZONES.size())));
        for (ZoneId zone : zones) {
            Instant start = nearAChange(zone);
            List<Instant> expected = new Walk(reading, zone).after(start, FIRE_TIMES);
            List<Instant> actual = fireTimes(dialect, spec, zone, start);
            assertThat(actual)
                    .as("%s \"%s\" in %s after %s (seed %d)", dialect, spec, zone, start, SEED)
                    .isEqualTo(expected);
        }
    }

    private static List<Instant> fireTimes(CronDialect dialect, String spec, ZoneId zone, Instant start) {
        Trigger trigger;
        try {
            trigger = Triggers.parse("cron", spec, zone, dialect);
        } catch (BadSpecException e) {
            assertThat(e).hasMessageContaining("can never fire");
            return List.of();
        }
        List<Instant> times = new ArrayList<>();
        long end = start.plus(Walk.HORIZON).toEpochMilli();
        long at = trigger.first(start.toEpochMilli());
        while (at < end && times.size() < FIRE_TIMES) {
            times.add(Instant.ofEpochMilli(at));
            at = trigger.next(at, at);
        }
        return times;
    }

    private Instant nearAChange(ZoneId zone) {
        List<Instant> changes = changes(zone.getRules());
        Instant change = changes.get(random.nextInt(changes.size()));
        Duration around = Duration.ofMillis(random.nextLong(Duration.ofHours(60).toMillis()));
        return change.minus(Duration.ofHours(36)).plus(around);
    }

    private static List<Instant> changes(ZoneRules rules) {
        Instant first = LocalDate.of(1980, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant last = first.plus(Duration.ofDays(60 * 365));
        List<Instant> changes = Stream.iterate(
                        rules.nextTransition(first),
                        change -> change != null && change.getInstant().isBefore(last),
                        change -> rules.nextTransition(change.getInstant()))
                .map(ZoneOffsetTransition::getInstant)
                .toList();
        return changes.isEmpty() ? List.of(first) : changes;
    }

    private static List<ZoneId> zones(String... names) {
        return Stream.of(names).map(ZoneId::of).toList();
    }
}

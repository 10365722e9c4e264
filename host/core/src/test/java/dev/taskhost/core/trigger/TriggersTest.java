package dev.taskhost.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fire times written out by hand. */
class TriggersTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final long REGISTERED =
            Instant.parse("2026-01-01T00:00:00.250Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        "5, PT5S",
        "' 5 ', PT5S",
        "90s, PT90S",
        "5m, PT5M",
        "1h30m, PT90M",
        "1h 30m, PT90M",
        "2d, PT48H",
        "1w, PT168H",
        "5 M, PT5M",
        "30m1h, PT90M",
        "36500d, PT876000H"
    })
    void intervalIsAnchored(String spec, Duration period) {
        Trigger trigger = Triggers.parse("interval", spec, SHANGHAI, CronDialect.STANDARD);
        long step = period.toMillis();
        assertThat(trigger.first(REGISTERED)).isEqualTo(REGISTERED + step);
        assertThat(trigger.next(REGISTERED, REGISTERED)).isEqualTo(REGISTERED + step);
        assertThat(trigger.next(REGISTERED, REGISTERED + 1)).isEqualTo(REGISTERED + step);
        assertThat(trigger.next(REGISTERED, REGISTERED + step)).isEqualTo(REGISTERED + 2 * step);
        assertThat(trigger.next(REGISTERED, REGISTERED + 7 * step - 1)).isEqualTo(REGISTERED + 7 * step);
        assertThat(trigger.next(0, Long.MAX_VALUE - 1)).isEqualTo(Trigger.NEVER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-02 03:04:05       | 2026-01-01T19:04:05Z
            2026-01-02T03:04:05       | 2026-01-01T19:04:05Z
            2026-1-2 3:4:5            | 2026-01-01T19:04:05Z
            2026-01-02 03:04          | 2026-01-01T19:04:00Z
            2026-01-02T03:04:05.678   | 2026-01-01T19:04:05.678Z
            2026-01-02T03:04:05.5     | 2026-01-01T19:04:05.500Z
            2026-01-02T03:04:05Z      | 2026-01-02T03:04:05Z
            2026-01-02 03:04:05+01:00 | 2026-01-02T02:04:05Z
            2026-01-02T03:04:05-0330  | 2026-01-02T06:34:05Z
            2026-01-02                | 2026-01-01T16:00:00Z
            2024-02-29 00:00:00       | 2024-02-28T16:00:00Z
            """)
    void dateFiresOnce(String spec, Instant expected) {
        Trigger trigger = Triggers.parse(" Date ", spec, SHANGHAI, CronDialect.STANDARD);
        assertThat(Instant.ofEpochMilli(trigger.first(REGISTERED))).isEqualTo(expected);
        assertThat(trigger.next(expected.toEpochMilli(), expected.toEpochMilli()))
                .isEqualTo(Trigger.NEVER);
    }

    @Test
    void nowFiresAtRegistration() {
        Trigger trigger = Triggers.parse("date", " Now", SHANGHAI, CronDialect.STANDARD);
        assertThat(trigger.first(REGISTERED)).isEqualTo(REGISTERED);
        assertThat(trigger.next(REGISTERED, REGISTERED)).isEqualTo(Trigger.NEVER);
    }

    @Test
    void aDateInAGapRunsRightAfterItAndOneThatComesTwiceTheFirstTime() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(date("2026-03-29 02:30:00", berlin)).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(date("2026-10-25 02:30:00", berlin)).isEqualTo("2026-10-25T00:30:00Z");
    }

    private static String date(String spec, ZoneId zone) {
        return Instant.ofEpochMilli(
                        Triggers.parse("date", spec, zone, CronDialect.STANDARD).first(0))
                .toString();
    }

    /** Local fire times after 2026-01-01T00:00 (a Thursday). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STANDARD    | * * * * *            | 2026-01-01T00:01 2026-01-01T00:02
            STANDARD    | \t0\t4   * *  *      | 2026-01-01T04:00 2026-01-02T04:00
            STANDARD    | 0 0 * * 7            | 2026-01-04T00:00 2026-01-11T00:00
            STANDARD    | 0 0 * * SUN          | 2026-01-04T00:00 2026-01-11T00:00
            STANDARD    | 0 0 * * 5-7          | 2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00 2026-01-09T00:00
            STANDARD    | 0 0 * * SUN-THU/2    | 2026-01-04T00:00 2026-01-06T00:00 2026-01-08T00:00 2026-01-11T00:00
            STANDARD    | 0 0 13 * 5           | 2026-01-02T00:00 2026-01-09T00:00 2026-01-13T00:00 2026-01-16T00:00
            STANDARD    | 0 0 */2 * 5          | 2026-01-09T00:00 2026-01-23T00:00
            STANDARD    | 0 0 13 * */5         | 2026-02-13T00:00 2026-03-13T00:00 2026-09-13T00:00
            STANDARD    | 0 0 1-31 * 1         | 2026-01-02T00:00 2026-01-03T00:00
            STANDARD    | */100 * * * *        | 2026-01-01T01:00 2026-01-01T02:00
            STANDARD    | 0 0 29 2 *           | 2028-02-29T00:00 2032-02-29T00:00
            STANDARD    | 0 0 29 2 */7         | 2032-02-29T00:00 2060-02-29T00:00 2088-02-29T00:00 2128-02-29T00:00
            STANDARD    | @yearly              | 2027-01-01T00:00 2028-01-01T00:00
            STANDARD    | @Monthly             | 2026-02-01T00:00 2026-03-01T00:00
            STANDARD    | @weekly              | 2026-01-04T00:00 2026-01-11T00:00
            STANDARD    | @midnight            | 2026-01-02T00:00 2026-01-03T00:00
            STANDARD    | @hourly              | 2026-01-01T01:00 2026-01-01T02:00
            STANDARD    | */20 * * * * *       | 2026-01-01T00:00:20 2026-01-01T00:00:40 2026-01-01T00:01
            STANDARD    | 0 0 12 ? * 2         | 2026-01-05T12:00 2026-01-12T12:00
            STANDARD    | 0 0 12 ? * WED       | 2026-01-07T12:00 2026-01-14T12:00
            STANDARD    | 0 0 12 * JUL WED     | 2026-07-01T12:00 2026-07-08T12:00
            STANDARD    | 0 0 0 L * *          | 2026-01-31T00:00 2026-02-28T00:00
            STANDARD    | 0 0 0 1 1 * 2030     | 2030-01-01T00:00 never
            APSCHEDULER | 0 0 * * 0            | 2026-01-05T00:00 2026-01-12T00:00
            APSCHEDULER | 0 0 13 * 4           | 2026-02-13T00:00 2026-03-13T00:00
            APSCHEDULER | 0 0 * * sat-sun      | 2026-01-03T00:00 2026-01-04T00:00 2026-01-10T00:00
            APSCHEDULER | 50/5 0 last * *      | 2026-01-31T00:50 2026-01-31T00:55 2026-02-28T00:50
            QUARTZ      | 0 0 22-2/2 * * ?     | 2026-01-01T02:00 2026-01-01T22:00 2026-01-02T00:00
            QUARTZ      | 0 0 0 ? * FRI-MON    | 2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00 2026-01-05T00:00 2026-01-09T00:00
            QUARTZ      | 0 0 0 LW * ?         | 2026-01-30T00:00 2026-02-27T00:00 2026-03-31T00:00
            QUARTZ      | 0 0 0 1W * ?         | 2026-02-02T00:00 2026-03-02T00:00 2026-04-01T00:00 2026-05-01T00:00
            QUARTZ      | 0 0 0 ? * 6#5        | 2026-01-30T00:00 2026-05-29T00:00
            QUARTZ      | 0 0 0 ? * FRIL       | 2026-01-30T00:00 2026-02-27T00:00
            QUARTZ      | 0 0/30 9 ? * * 2027  | 2027-01-01T09:00 2027-01-01T09:30 2027-01-02T09:00
            """)
    void cronFires(CronDialect dialect, String spec, String expected) {
        Trigger trigger = Triggers.parse("cron", spec, SHANGHAI, dialect);
        List<String> times = new ArrayList<>();
        long at = trigger.first(millis("2026-01-01T00:00"));
        for (int i = expected.split(" ", -1).length; i > 0; i--) {
            times.add(at == Trigger.NEVER ? "never" : local(at));
            at = trigger.next(at, at);
        }
        assertThat(String.join(" ", times)).isEqualTo(expected);
    }

    @Test
    void fireTimesRiseAndTheFirstIsTheNext() {
        Random random = new Random(7);
        RandomSpecs specs = new RandomSpecs(random);
        for (int i = 0; i < 2_000; i++) {
            String spec = random.nextBoolean() ? specs.standard() : specs.withSeconds();
            Trigger trigger;
            try {
                trigger = Triggers.parse("cron", spec, ZoneId.of("Africa/Cairo"), CronDialect.STANDARD);
            } catch (BadSpecException e) {
                assertThat(e).hasMessageContaining("can never fire");
                continue;
            }
            long start = random.nextLong(Duration.ofDays(100 * 365).toMillis());
            long one = trigger.first(start);
            long two = trigger.next(one, one);
            assertThat(one).as(spec).isGreaterThan(start).isLessThan(Trigger.NEVER);
            assertThat(two).as(spec).isGreaterThan(one);
            assertThat(trigger.next(start, start)).as(spec).isEqualTo(one);
            assertThat(trigger.first(one - 1)).as(spec).isEqualTo(one);
            assertThat(trigger.next(one, random.nextLong(one, two))).as(spec).isEqualTo(two);
        }
    }

    @Test
    void theEndsOfTimeAreNoTrap() {
        Trigger minutely = Triggers.parse("cron", "* * * * *", SHANGHAI, CronDialect.STANDARD);
        assertThat(minutely.first(Long.MAX_VALUE)).isEqualTo(Trigger.NEVER);
        assertThat(minutely.first(Long.MAX_VALUE - 1)).isEqualTo(Trigger.NEVER);
        assertThat(minutely.first(Long.MIN_VALUE)).isLessThan(0);
        assertThat(local(minutely.first(millis("9998-12-31T23:59")))).isEqualTo("9999-01-01T00:00");
    }

    private static long millis(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant().toEpochMilli();
    }

    private static String local(long millis) {
        return Instant.ofEpochMilli(millis).atZone(SHANGHAI).toLocalDateTime().toString();
    }
}

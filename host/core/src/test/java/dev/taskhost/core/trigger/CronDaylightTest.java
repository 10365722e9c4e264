package dev.taskhost.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule of {@link CronTrigger} in places that change their clocks in different ways, by hand. */
class CronDaylightTest {
    @ParameterizedTest(name = "{0} {1} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # an hour, forward: 02:00-03:00 does not exist
            America/New_York    | 30 2 * * *      | 2025-03-08T12:00:00Z | 2025-03-09T07:00:00Z 2025-03-10T06:30:00Z
            America/New_York    | 0,30 2,3 * * *  | 2025-03-09T05:00:00Z | 2025-03-09T07:00:00Z 2025-03-09T07:30:00Z 2025-03-10T06:00:00Z
            America/New_York    | 30 2 * * *      | 2025-03-09T06:59:59.999Z | 2025-03-09T07:00:00Z
            America/New_York    | 30 2 * * *      | 2025-03-09T07:00:00Z | 2025-03-10T06:30:00Z
            America/New_York    | */30 * * * *    | 2025-03-09T06:00:00Z | 2025-03-09T06:30:00Z 2025-03-09T07:00:00Z 2025-03-09T07:30:00Z
            America/New_York    | */30 2 * * *    | 2025-03-09T05:00:00Z | 2025-03-10T06:00:00Z 2025-03-10T06:30:00Z
            America/New_York    | 15 */2 * * *    | 2025-03-09T05:00:00Z | 2025-03-09T05:15:00Z 2025-03-09T08:15:00Z
            America/New_York    | *,15 2 * * *    | 2025-03-09T05:00:00Z | 2025-03-10T06:00:00Z
            America/New_York    | * 30 2 * * *    | 2025-03-09T05:00:00Z | 2025-03-09T07:00:00Z 2025-03-10T06:30:00Z 2025-03-10T06:30:01Z
            # an hour, back: 01:00-02:00 comes twice
            America/New_York    | 30 1 * * *      | 2025-11-02T03:00:00Z | 2025-11-02T05:30:00Z 2025-11-03T06:30:00Z
            America/New_York    | 30 1 * * *      | 2025-11-02T06:10:00Z | 2025-11-03T06:30:00Z
            America/New_York    | 30 * * * *      | 2025-11-02T05:00:00Z | 2025-11-02T05:30:00Z 2025-11-02T06:30:00Z 2025-11-02T07:30:00Z
            America/New_York    | 30 0-23 * * *   | 2025-11-02T05:00:00Z | 2025-11-02T05:30:00Z 2025-11-02T07:30:00Z
            America/New_York    | */30 1 * * *    | 2025-11-02T05:00:00Z | 2025-11-02T05:30:00Z 2025-11-02T06:00:00Z 2025-11-02T06:30:00Z 2025-11-03T06:00:00Z
            # Quartz's 0/30 is no wildcard; the same rule for every dialect
            America/New_York    | 0 0/30 1 * * ?  | 2025-11-02T05:00:00Z | 2025-11-02T05:30:00Z 2025-11-03T06:00:00Z
            Europe/Berlin       | 0 * 2 25 10 ? 2026 | 2026-10-25T00:59:00Z | 2026-10-25T01:00:00Z 2026-10-25T01:01:00Z
            # half an hour
            Australia/Lord_Howe | 15 2 * * *      | 2025-10-04T10:00:00Z | 2025-10-04T15:30:00Z 2025-10-05T15:15:00Z
            Australia/Lord_Howe | 45 1 * * *      | 2025-04-05T10:00:00Z | 2025-04-05T14:45:00Z 2025-04-06T15:15:00Z
            Australia/Lord_Howe | 45 * * * *      | 2025-04-05T14:00:00Z | 2025-04-05T14:45:00Z 2025-04-05T15:15:00Z 2025-04-05T16:15:00Z
            # midnight itself is skipped, or comes twice
            America/Sao_Paulo   | 0 0 * * *       | 2018-11-03T12:00:00Z | 2018-11-04T03:00:00Z 2018-11-05T02:00:00Z
            America/Sao_Paulo   | @daily          | 2018-02-17T12:00:00Z | 2018-02-18T03:00:00Z 2018-02-19T03:00:00Z
            America/Sao_Paulo   | 30 23 * * 6     | 2018-02-17T12:00:00Z | 2018-02-18T01:30:00Z 2018-02-25T02:30:00Z
            Asia/Beirut         | 15 0 * * 0      | 2024-03-30T12:00:00Z | 2024-03-30T22:00:00Z 2024-04-06T21:15:00Z
            America/Havana      | 30 0 * * *      | 2024-11-03T04:00:00Z | 2024-11-03T04:30:00Z 2024-11-04T05:30:00Z
            # the day that Samoa left out: 2011-12-30
            Pacific/Apia        | 0 9 * * *       | 2011-12-29T20:00:00Z | 2011-12-30T10:00:00Z 2011-12-30T19:00:00Z
            Pacific/Apia        | 0 9 30 12 *     | 2011-12-01T00:00:00Z | 2011-12-30T10:00:00Z 2012-12-29T19:00:00Z
            Pacific/Apia        | 0 * * * *       | 2011-12-30T08:30:00Z | 2011-12-30T09:00:00Z 2011-12-30T10:00:00Z
            # no daylight saving: the standard offset changed, and changed back
            Asia/Pyongyang      | 45 23 * * *     | 2018-05-04T10:00:00Z | 2018-05-04T15:00:00Z 2018-05-05T14:45:00Z
            Asia/Pyongyang      | 45 23 * * *     | 2015-08-14T10:00:00Z | 2015-08-14T14:45:00Z 2015-08-15T15:15:00Z
            """)
    void fires(ZoneId zone, String spec, Instant start, String expected) {
        Trigger trigger = Triggers.parse("cron", spec, zone, CronDialect.STANDARD);
        List<String> times = new ArrayList<>();
        long at = trigger.first(start.toEpochMilli());
        for (int i = expected.split(" ", -1).length; i > 0; i--) {
            times.add(Instant.ofEpochMilli(at).toString());
            at = trigger.next(at, at);
        }
        assertThat(String.join(" ", times)).isEqualTo(expected);
    }
}

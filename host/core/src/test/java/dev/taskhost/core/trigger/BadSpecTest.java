package dev.taskhost.core.trigger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of mistake and the words it is answered with: what is wrong, where, and how to write it. */
class BadSpecTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''       | trigger is empty; write cron, date or interval
            crom     | unknown trigger "crom"; write cron, date or interval (did you mean "cron"?)
            dtae     | unknown trigger "dtae"; write cron, date or interval (did you mean "date"?)
            weekly   | unknown trigger "weekly"; write cron, date or interval
            """)
    void trigger(String trigger, String message) {
        refuses(trigger, "* * * * *", CronDialect.STANDARD, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            61 * * * *      | minute 61 is out of range 0-59 (field 1 of "61 * * * *")
            * 24 * * *      | hour 24 is out of range 0-23 (field 2 of "* 24 * * *")
            * * 0 * *       | day-of-month 0 is out of range 1-31 (field 3 of "* * 0 * *")
            * * * 13 *      | month 13 is out of range 1-12 (field 4 of "* * * 13 *")
            * * * * 8       | day-of-week 8 is out of range 0-7 (field 5 of "* * * * 8")
            60 * * * * *    | second 60 is out of range 0-59 (field 1 of "60 * * * * *")
            99999999999 * * * * | minute 99999999999 is out of range 0-59 (field 1 of "99999999999 * * * *")
            -5 * * * *      | minute "-5" is not a value of 0-59 (field 1 of "-5 * * * *"); a range has two ends, like 1-5
            5- * * * *      | minute "5-" is not a value of 0-59 (field 1 of "5- * * * *"); a range has two ends, like 1-5
            1-5-9 * * * *   | minute "5-9" is not a value of 0-59 (field 1 of "1-5-9 * * * *"); a range has two ends, like 1-5
            */0 * * * *     | minute "*/0" has the step "0", which is not a whole number from 1 (field 1 of "*/0 * * * *"); write a step like */5 or 10-30/5
            */ * * * *      | minute "*/" has the step "", which is not a whole number from 1 (field 1 of "*/ * * * *"); write a step like */5 or 10-30/5
            *x * * * *      | minute "*x" is not a value of 0-59 (field 1 of "*x * * * *"); after * only a step may follow, like */5
            1,,2 * * * *    | minute "1,,2" has an empty place in its list (field 1 of "1,,2 * * * *"); write values with one comma between them: 1,2,5
            1, * * * *      | minute "1," has an empty place in its list (field 1 of "1, * * * *"); write values with one comma between them: 1,2,5
            5/10 * * * *    | minute "5/10" has a step but no range (field 1 of "5/10 * * * *"); write 5-59/10
            30-10 * * * *   | minute "30-10" runs backwards (field 1 of "30-10 * * * *"); write it as two ranges: 30-59,0-10
            * * * * fri-sun | day-of-week "fri-sun" runs backwards (field 5 of "* * * * fri-sun"); Sunday at the end of a range is 7: write 5-7
            * * * * fri-tue | day-of-week "fri-tue" runs backwards (field 5 of "* * * * fri-tue"); write it as two ranges: 5-6,0-2
            * * * janu *    | month "janu" is not a value of 1-12 or jan-dec (field 4 of "* * * janu *"); did you mean "jan"?
            * * * * Monday  | day-of-week "Monday" is not a value of 0-7 or sun-sat (field 5 of "* * * * Monday"); did you mean "mon"?
            * * * * mno     | day-of-week "mno" is not a value of 0-7 or sun-sat (field 5 of "* * * * mno"); did you mean "mon"?
            0~30 * * * *    | minute "0~30" is not a value of 0-59 (field 1 of "0~30 * * * *"); random times (~) are not known here: choose a value
            ٣ * * * *       | minute "٣" is not a value of 0-59 (field 1 of "٣ * * * *")
            0 5 * * * /bin/true | day-of-week "/bin/true" is not a value of 0-7 or sun-sat (field 6 of "0 5 * * * /bin/true"); a range has two ends, like 1-5
            ''              | cron spec is empty; write five fields (minute hour day-of-month month day-of-week), such as 30 4 * * 1-5
            * * *           | cron spec "* * *" has 3 fields; expected 5 (minute hour day-of-month month day-of-week), or 6 with seconds before them
            1 2 3 4 5 6 7 8 | cron spec "1 2 3 4 5 6 7 8" has 8 fields; expected 5 (minute hour day-of-month month day-of-week), or 6 with seconds before them
            5               | cron spec "5" has 1 field; expected 5 (minute hour day-of-month month day-of-week), or 6 with seconds before them; to run every 5 seconds set trigger to "interval"
            2026-01-02 03:04:05 | cron spec "2026-01-02 03:04:05" has 2 fields; expected 5 (minute hour day-of-month month day-of-week), or 6 with seconds before them; to run once at that time set trigger to "date"
            @dayly          | cron spec "@dayly" is not one of @annually @daily @hourly @midnight @monthly @weekly @yearly; did you mean "@daily"?
            @reboot         | cron spec "@reboot" names no time, and a task of several hosts has no boot to wait for; to run once at registration write trigger "date" with spec "now"
            @every 5m       | cron spec "@every 5m" is not known here; write trigger "interval" with a spec like "5m" or "1h30m"
            0 12 * * ?      | cron spec "0 12 * * ?" uses a mark of Quartz (? L W #), but Quartz has 6 fields with seconds first; write all six, such as 0 30 4 ? * 2-6, or * instead of ?
            0 0 30 2 *      | cron spec "0 0 30 2 *" can never fire: no such day exists in the months and years it names (February has 29 days at most; April, June, September and November have 30)
            """)
    void standardCron(String spec, String message) {
        refuses("cron", spec, CronDialect.STANDARD, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @weekly         | the apscheduler dialect has no macros; write "0 0 * * 6" instead of "@weekly"
            * * * * 7       | day-of-week 7 is out of range 0-6 (field 5 of "* * * * 7"); in the apscheduler dialect 0 is Monday and 6 is Sunday
            * * * * mon-fri/2 | day-of-week "mon-fri/2" puts a name together with a number, which the apscheduler dialect cannot (field 5 of "* * * * mon-fri/2"); write 0-4/2
            */60 * * * *    | minute "*/60" has a step larger than its range, which the apscheduler dialect refuses (field 1 of "*/60 * * * *"); write the single value 0
            5-5/1 * * * *   | minute "5-5/1" has a step larger than its range, which the apscheduler dialect refuses (field 1 of "5-5/1 * * * *"); write the single value 5
            * * * * fri-tue | day-of-week "fri-tue" runs backwards (field 5 of "* * * * fri-tue"); write it as two ranges: 4-6,0-1
            * * * * * *     | cron spec "* * * * * *" has 6 fields; expected 5 in the apscheduler dialect (minute hour day-of-month month day-of-week)
            0 0 31 2 0      | cron spec "0 0 31 2 0" can never fire: no such day exists in the months and years it names (February has 29 days at most; April, June, September and November have 30)
            """)
    void apschedulerCron(String spec, String message) {
        refuses("cron", spec, CronDialect.APSCHEDULER, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *       | cron spec "* * * * *" has 5 fields; expected 6 (second minute hour day-of-month month day-of-week), or 7 with the year after them
            0 0 0 ? * ?     | day-of-week and day-of-month are both "?" (field 6 of "0 0 0 ? * ?"); write * in one of them
            0 0 0 1 * 1     | day-of-week and day-of-month are both given, which the quartz dialect cannot do (field 6 of "0 0 0 1 * 1"); write ? in one of them
            0 0 0 ? * 0     | day-of-week 0 is out of range 1-7 (field 6 of "0 0 0 ? * 0")
            0 0 0 15L * ?   | day-of-month "15L" cannot stand here (field 4 of "0 0 0 15L * ?"); day-of-month knows ?, L, L-3, LW and 15W
            0 0 0 ? * 6#6   | day-of-week "6#6" asks for week 6 (field 6 of "0 0 0 ? * 6#6"); write #1 to #5
            0 0 0 ? * 1W    | day-of-week "1W" cannot stand here (field 6 of "0 0 0 ? * 1W"); day-of-week knows ?, L, 6L and 6#3
            0 0 0 L-31 * ?  | day-of-month "L-31" lies before every month (field 4 of "0 0 0 L-31 * ?"); write L-1 to L-30
            0 0 0 1 1 ? 2100 | year 2100 is out of range 1970-2099 (field 7 of "0 0 0 1 1 ? 2100")
            0 0 0 1 1 ? 2030-2020 | year "2030-2020" runs backwards (field 7 of "0 0 0 1 1 ? 2030-2020"); write the earlier year first
            0 0/61 * * * ?  | minute "0/61" has the step 61, larger than the field (field 2 of "0 0/61 * * * ?"); write a step up to 59
            @daily          | the quartz dialect has no macros; write "@daily" as six fields (second minute hour day-of-month month day-of-week), such as "0 0 0 * * ?"
            0 0 0 31W 2 ?   | cron spec "0 0 0 31W 2 ?" can never fire: no such day exists in the months and years it names (February has 29 days at most; April, June, September and November have 30)
            0 0 0 29 2 ? 2027 | cron spec "0 0 0 29 2 ? 2027" can never fire: no such day exists in the months and years it names (February has 29 days at most; April, June, September and November have 30)
            """)
    void quartzCron(String spec, String message) {
        refuses("cron", spec, CronDialect.QUARTZ, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''        | interval spec is empty
            0         | interval spec "0" is no time at all; an interval must be longer than 0
            0h0m      | interval spec "0h0m" is no time at all; an interval must be longer than 0
            -5        | interval spec "-5" is negative; an interval must be longer than 0
            abc       | interval spec "abc" is not a length of time
            1.5       | interval spec "1.5" has a fraction; an interval is whole seconds
            500ms     | interval spec "500ms" has milliseconds; an interval is whole seconds
            1h30      | interval spec "1h30" has a number without a unit
            5 minutes | interval spec "5 minutes" has the unknown unit "minutes", did you mean "m"?
            3mo       | interval spec "3mo" has the unknown unit "mo"
            1h1h      | interval spec "1h1h" names h twice
            99999999999999 | interval spec "99999999999999" is too long; the longest interval is 36500d
            36501d    | interval spec "36501d" is too long; the longest interval is 36500d
            */5 * * * * | interval spec "*/5 * * * *" is not a length of time (for cron set trigger to "cron")
            """)
    void interval(String spec, String message) {
        refuses(
                "interval",
                spec,
                CronDialect.STANDARD,
                message + "; write whole seconds such as 5, or 90s, 5m, 1h30m, 2d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                  | date spec is empty
            2026-13-01          | date spec "2026-13-01" names month 13, which is out of range 1-12
            2026-02-29 00:00:00 | date spec "2026-02-29 00:00:00" names day 29, but 2026-02 has 28 days
            2026-01-32          | date spec "2026-01-32" names day 32, which is out of range 1-31
            2026-01-02 24:00:00 | date spec "2026-01-02 24:00:00" names hour 24, which is out of range 0-23
            2026-01-02 03:60:00 | date spec "2026-01-02 03:60:00" names minute 60, which is out of range 0-59
            2026-01-02 03:04:60 | date spec "2026-01-02 03:04:60" names second 60, which is out of range 0-59
            2026/01/02          | date spec "2026/01/02" is not a date: its parts are joined by -
            1767323045          | date spec "1767323045" is a number, not a date
            nwo                 | date spec "nwo" is not a date, did you mean "now"?
            tomorrow            | date spec "tomorrow" is not a date
            0 5 * * *           | date spec "0 5 * * *" is not a date (for cron set trigger to "cron")
            2026-01-02T03:04:05+19:00 | date spec "2026-01-02T03:04:05+19:00" has the offset +19:00, which is out of range -18:00 to +18:00
            """)
    void date(String spec, String message) {
        refuses(
                "date",
                spec,
                CronDialect.STANDARD,
                message + "; write YYYY-MM-DD HH:MM:SS such as 2026-01-02 03:04:05, or now");
    }

    private static void refuses(String trigger, String spec, CronDialect dialect, String message) {
        assertThatThrownBy(() -> Triggers.parse(trigger, spec, ZONE, dialect))
                .isInstanceOf(BadSpecException.class)
                .hasMessage(message);
    }
}

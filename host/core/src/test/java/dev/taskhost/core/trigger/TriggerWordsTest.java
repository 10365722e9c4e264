package dev.taskhost.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerWordsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            interval | 1h30m               | every 1 hour 30 minutes                                  | 每 1 小时 30 分钟
            interval | 86400               | every 1 day                                              | 每 1 天
            date     | now                 | once, at registration                                    | 登记时执行一次
            date     | 2026-01-02 03:04:05 | once at 2026-01-02 03:04:05 (Asia/Shanghai)              | 于 2026-01-02 03:04:05 执行一次(Asia/Shanghai)
            cron     | */5 * * * *         | every 5 minutes, every day (Asia/Shanghai)               | 每天,每 5 分钟(Asia/Shanghai)
            cron     | */10 * * * * *      | every 10 seconds, every day (Asia/Shanghai)              | 每天,每 10 秒(Asia/Shanghai)
            cron     | 30 4 1,15 * 5       | at 04:30, on day 1, 15 of the month or on Friday (Asia/Shanghai) | 每月 1、15 日或星期五,04:30(Asia/Shanghai)
            cron     | 0 0 */2 * 1         | at 00:00, on day 1-31 by 2 of the month if it is Monday (Asia/Shanghai) | 每月 1至31(步长 2) 日且为星期一,00:00(Asia/Shanghai)
            cron     | 0 9-17/2 * * mon-fri | at minute 0, in hours 9-17 by 2, on Monday-Friday (Asia/Shanghai) | 星期一至星期五,9至17(步长 2) 时,第 0 分(Asia/Shanghai)
            cron     | 0 0 22-2 ? * FRI-MON | at minute 0, in hours 0-2, 22, 23, on Monday, Friday-Sunday (Asia/Shanghai) | 星期一、星期五至星期日,0至2、22、23 时,第 0 分(Asia/Shanghai)
            cron     | @yearly             | at 00:00, in January, on day 1 of the month (Asia/Shanghai) | 一月,每月 1 日,00:00(Asia/Shanghai)
            cron     | 0 15 10 L * ?       | at 10:15 last day of month (Asia/Shanghai)               | 在 10:15 每月最后一天(Asia/Shanghai)
            """)
    void describes(String trigger, String spec, String english, String chinese) {
        assertThat(words(trigger, spec, CronDialect.STANDARD, Locale.ENGLISH)).isEqualTo(english);
        assertThat(words(trigger, spec, CronDialect.STANDARD, Locale.CHINA)).isEqualTo(chinese);
        assertThat(words(trigger, spec, CronDialect.STANDARD, Locale.FRANCE)).isEqualTo(english);
    }

    @Test
    void whateverCanBeReadHasWords() {
        RandomSpecs specs = new RandomSpecs(new Random(11));
        for (int i = 0; i < 1_000; i++) {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
                speaks(specs.standard(), CronDialect.STANDARD, locale);
                speaks(specs.apscheduler(), CronDialect.APSCHEDULER, locale);
                speaks(specs.quartz(), CronDialect.QUARTZ, locale);
            }
        }
    }

    private static void speaks(String spec, CronDialect dialect, Locale locale) {
        try {
            Triggers.parse("cron", spec, ZONE, dialect);
        } catch (BadSpecException e) {
            assertThat(e).hasMessageContaining("can never fire");
            return;
        }
        assertThat(words("cron", spec, dialect, locale)).as(spec).isNotBlank().doesNotContain("\n");
    }

    private static String words(String trigger, String spec, CronDialect dialect, Locale locale) {
        return TriggerWords.describe(trigger, spec, ZONE, dialect, locale);
    }
}

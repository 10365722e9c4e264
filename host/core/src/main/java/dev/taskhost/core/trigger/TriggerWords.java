package dev.taskhost.core.trigger;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words when a trigger fires, for people: in Chinese for a Chinese locale, in English otherwise. Thread-safe. */
public final class TriggerWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private TriggerWords() {}

    /**
     * Describes a trigger, such as {@code at 04:30, on Monday-Friday (Asia/Shanghai)}.
     *
     * @param trigger the column: {@code cron}, {@code date} or {@code interval}
     * @param spec the column
     * @param zone the zone in which cron and date are meant
     * @param dialect how a cron spec is read
     * @param locale its language decides
     * @return one line
     * @throws BadSpecException exactly when {@link Triggers#parse} would
     */
    public static String describe(String trigger, String spec, ZoneId zone, CronDialect dialect, Locale locale) {
        Trigger parsed = Triggers.parse(trigger, spec, zone, dialect);
        boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
        return switch (parsed) {
            case IntervalTrigger interval -> interval(interval, chinese);
            case DateTrigger date -> date(date, zone, chinese);
            default -> cron(spec.strip(), dialect, chinese) + (chinese ? "(" + zone + ")" : " (" + zone + ")");
        };
    }

    private static String cron(String spec, CronDialect dialect, boolean chinese) {
        return switch (Triggers.effective(spec, dialect)) {
            case STANDARD -> CronWords.describe(StandardCron.parse(spec), chinese);
            case APSCHEDULER -> CronWords.describe(ApschedulerCron.parse(spec), chinese);
            case QUARTZ ->
                QuartzCron.plainFields(spec)
                        .map(fields -> CronWords.describe(fields, chinese))
                        .orElseGet(() -> quartz(spec, chinese));
        };
    }

    private static String quartz(String spec, boolean chinese) {
        List<String> words = new ArrayList<>(CronSpec.words(spec));
        if (!words.get(3).equals("?") && !words.get(5).equals("?")) {
            words.set(words.get(5).equals("*") ? 5 : 3, "?"); // as QuartzCron reads it
        }
        if (words.get(3).contains(",") || words.get(5).contains(",")) {
            return "Quartz cron " + spec; // of a list of special days cron-utils tells the numbers only
        }
        try {
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
            return CronDescriptor.instance(chinese ? Locale.CHINESE : Locale.ENGLISH)
                    .describe(parser.parse(String.join(" ", words)));
        } catch (RuntimeException e) {
            // it reads less than QuartzCron does, and such a spec is its own best description
            return "Quartz cron " + spec;
        }
    }

    private static String date(DateTrigger date, ZoneId zone, boolean chinese) {
        if (date.at() == DateTrigger.AT_REGISTRATION) {
            return chinese ? "登记时执行一次" : "once, at registration";
        }
        String time = TIME.format(Instant.ofEpochMilli(date.at()).atZone(zone));
        return chinese ? "于 " + time + " 执行一次(" + zone + ")" : "once at " + time + " (" + zone + ")";
    }

    private static String interval(IntervalTrigger interval, boolean chinese) {
        Duration period = Duration.ofMillis(interval.period());
        List<String> parts = new ArrayList<>();
        part(parts, period.toDaysPart(), chinese ? "天" : "day", chinese);
        part(parts, period.toHoursPart(), chinese ? "小时" : "hour", chinese);
        part(parts, period.toMinutesPart(), chinese ? "分钟" : "minute", chinese);
        part(parts, period.toSecondsPart(), chinese ? "秒" : "second", chinese);
        return (chinese ? "每 " : "every ") + String.join(" ", parts);
    }

    private static void part(List<String> parts, long count, String unit, boolean chinese) {
        if (count != 0) {
            parts.add(count + " " + unit + (chinese || count == 1 ? "" : "s"));
        }
    }
}

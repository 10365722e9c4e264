package dev.taskhost.core.trigger;

import dev.taskhost.core.text.Nearest;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Reads a row's {@code trigger} and {@code spec}. Thread-safe. */
public final class Triggers {
    private static final List<String> KINDS = List.of("cron", "date", "interval");

    private Triggers() {}

    /**
     * Reads a trigger. Blanks around either text, and the case of {@code trigger}, do not matter.
     *
     * <p>{@code interval}: whole seconds, or {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 2d}. {@code date}: {@code
     * YYYY-MM-DD HH:MM:SS}, ISO forms, or {@code now}. {@code cron}: five fields, six with seconds first, or a macro such
     * as {@code @daily}, in the standard dialect; see {@link CronDialect} for the others. In the standard dialect a spec
     * of seven fields, and one of six with {@code ?}, {@code L}, {@code W} or {@code #}, can only be Quartz's and is read
     * so.
     *
     * @param trigger the column: {@code cron}, {@code date} or {@code interval}
     * @param spec the column
     * @param zone the zone in which cron and date are meant
     * @param dialect how a cron spec is read
     * @throws BadSpecException when either cannot be read or never fires; its message says how to write it
     */
    public static Trigger parse(String trigger, String spec, ZoneId zone, CronDialect dialect) {
        String trimmed = spec.strip();
        return switch (kind(trigger)) {
            case "cron" -> new CronTrigger(cron(trimmed, dialect), zone);
            case "date" -> DateTrigger.parse(trimmed, zone);
            default -> IntervalTrigger.parse(trimmed);
        };
    }

    /** One of cron, date and interval. */
    static String kind(String trigger) {
        String word = trigger.strip().toLowerCase(Locale.ROOT);
        if (KINDS.contains(word)) {
            return word;
        }
        if (word.isEmpty()) {
            throw new BadSpecException("trigger is empty; write cron, date or interval");
        }
        throw new BadSpecException("unknown trigger \"" + trigger + "\"; write cron, date or interval"
                + Nearest.of(word, KINDS)
                        .map(near -> " (did you mean \"" + near + "\"?)")
                        .orElse(""));
    }

    /** Reads a cron spec without blanks around it. */
    static CronPlan cron(String spec, CronDialect dialect) {
        if (spec.isEmpty()) {
            throw new BadSpecException(
                    "cron spec is empty; write five fields (minute hour day-of-month month day-of-week),"
                            + " such as 30 4 * * 1-5");
        }
        CronPlan plan = switch (effective(spec, dialect)) {
            case STANDARD -> StandardCron.parse(spec).plan();
            case APSCHEDULER -> ApschedulerCron.parse(spec).plan();
            case QUARTZ -> QuartzCron.parse(spec);
        };
        return plan.checked(spec);
    }

    /** The dialect in which a spec is read where {@code dialect} is set: the standard gives way to what is only Quartz. */
    static CronDialect effective(String spec, CronDialect dialect) {
        if (dialect == CronDialect.QUARTZ) {
            return dialect;
        }
        List<String> words = CronSpec.words(spec);
        boolean marked = words.stream().anyMatch(QuartzCron::isMark);
        if (dialect == CronDialect.STANDARD && (words.size() == 7 || (words.size() == 6 && marked))) {
            return CronDialect.QUARTZ;
        }
        if (marked && words.size() <= 5 && words.size() > 1) {
            throw new BadSpecException(
                    "cron spec \"" + spec + "\" uses a mark of Quartz (? L W #), but Quartz has 6 fields"
                            + " with seconds first; write all six, such as 0 30 4 ? * 2-6, or * instead of ?");
        }
        return dialect;
    }
}

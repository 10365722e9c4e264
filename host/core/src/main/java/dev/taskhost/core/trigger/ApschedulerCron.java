package dev.taskhost.core.trigger;

import dev.taskhost.core.trigger.FieldText.Form;
import dev.taskhost.core.trigger.FieldText.Range;
import java.util.List;

/**
 * The dialect of the original host: {@code CronTrigger.from_crontab} of APScheduler 3.6 (its {@code expressions.py} and
 * {@code fields.py}). Stateless.
 *
 * <ul>
 *   <li>Five fields. Monday is 0 and Sunday 6; day-of-month and day-of-week must both match.
 *   <li>An element is {@code *} or {@code *}{@code /n}; {@code a}, {@code a-b} or {@code a-b/n} in numbers; {@code a/n},
 *       which runs to the end of the field; a name or a range of names for months and weekdays, which takes no step; and
 *       {@code last} for the last day of the month.
 *   <li>A step larger than what it steps through is an error, as it is there.
 * </ul>
 *
 * <p>Stricter than the original where it reads half of what is written: {@code mon-fri/2} runs as {@code mon-fri} there.
 * Daylight saving follows {@link CronTrigger}.
 */
final class ApschedulerCron {
    private static final List<CronField> FIVE = List.of(
            CronField.MINUTE,
            CronField.HOUR,
            CronField.DAY_OF_MONTH,
            CronField.MONTH,
            CronField.DAY_OF_WEEK_FROM_MONDAY);

    private static final String LAST = "last";

    private ApschedulerCron() {}

    /**
     * Reads a spec of five fields.
     *
     * @throws BadSpecException when it cannot be read
     */
    static CronFields parse(String spec) {
        if (spec.startsWith("@")) {
            // the one macro that names a weekday names Sunday, which is 6 here
            String fields = StandardCron.expand(spec).replaceAll(" 0$", " 6");
            throw new BadSpecException(
                    "the apscheduler dialect has no macros; write \"" + fields + "\" instead of \"" + spec + "\"");
        }
        List<String> words = CronSpec.words(spec);
        if (words.size() != FIVE.size()) {
            throw CronSpec.wrongCount(
                    spec, words, "5 in the apscheduler dialect (minute hour day-of-month month day-of-week)");
        }
        List<FieldText> fields = CronSpec.fields(spec, words, 0, FIVE);
        FieldText minute = fields.get(0);
        FieldText hour = fields.get(1);
        return new CronFields(
                1,
                bits(minute),
                bits(hour),
                bits(fields.get(2)),
                bits(fields.get(3)),
                sundayFirst(bits(fields.get(4))),
                false,
                minute.startsWithStar() || hour.startsWithStar());
    }

    private static long bits(FieldText field) {
        long bits = 0;
        for (String element : field.elements()) {
            if (field.field().equals(CronField.DAY_OF_MONTH) && element.equalsIgnoreCase(LAST)) {
                bits |= CronFields.LAST_DAY;
                continue;
            }
            Range range = checked(field, element, field.range(element));
            int to = openEnded(range) ? field.field().high() : range.to();
            for (int value = range.from(); value <= to; value += Math.max(1, range.step())) {
                bits |= 1L << value;
            }
        }
        return bits;
    }

    private static boolean openEnded(Range range) {
        return range.form() == Form.SINGLE && range.stepped();
    }

    private static Range checked(FieldText field, String element, Range range) {
        boolean named = element.chars().anyMatch(Character::isLetter);
        if (named && element.chars().anyMatch(Character::isDigit)) {
            throw field.bad(
                    FieldText.quoted(element)
                            + " puts a name together with a number, which the apscheduler dialect cannot",
                    "write " + numbers(field, range));
        }
        if (range.from() > range.to()) {
            throw field.bad(
                    FieldText.quoted(element) + " runs backwards",
                    "write it as two ranges: " + range.from() + "-"
                            + field.field().high() + "," + field.field().low() + "-" + range.to());
        }
        // 3.6 takes an end of 0 for no end at all
        int end = openEnded(range) || range.to() == 0 ? field.field().high() : range.to();
        if (range.step() > end - range.from()) {
            throw field.bad(
                    FieldText.quoted(element)
                            + " has a step larger than its range, which the apscheduler dialect refuses",
                    "write the single value " + range.from());
        }
        return range;
    }

    private static String numbers(FieldText field, Range range) {
        String to = openEnded(range) ? "-" + field.field().high() : range.form() == Form.SPAN ? "-" + range.to() : "";
        return range.from() + to + (range.stepped() ? "/" + range.step() : "");
    }

    /** From Monday is 0 to Sunday is 0. */
    private static long sundayFirst(long weekdays) {
        return (weekdays << 1 | weekdays >>> 6) & 0x7f;
    }
}

package dev.taskhost.core.trigger;

import dev.taskhost.core.trigger.FieldText.Form;
import dev.taskhost.core.trigger.FieldText.Range;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of Quartz and XXL-JOB (the Javadoc of Quartz's {@code CronExpression}). Stateless.
 *
 * <ul>
 *   <li>Six fields, seconds first, or seven with the year (1970-2099) last. Sunday is 1 and Saturday 7.
 *   <li>An element is {@code *}, a value, a range, or one of these with {@code /n}; {@code a/n} runs to the end of the
 *       field and {@code /n} is {@code *}{@code /n}. A range that runs backwards goes round: {@code 22-2}, {@code FRI-MON}.
 *   <li>One of day-of-month and day-of-week is {@code ?}; where Quartz insists, {@code *} in one of them is taken for it.
 *   <li>The special days are those of {@link QuartzDays}.
 * </ul>
 *
 * <p>cron-utils 9.2.1 reads this dialect too but does not evaluate it rightly ({@code 0 0 22-2 * * ?} fires at 22 only,
 * {@code 31W} in February throws), so it serves for words only ({@link TriggerWords}). Daylight saving follows {@link
 * CronTrigger}.
 */
final class QuartzCron {
    private static final List<CronField> SIX = List.of(
            CronField.SECOND,
            CronField.MINUTE,
            CronField.HOUR,
            CronField.DAY_OF_MONTH,
            CronField.MONTH,
            CronField.DAY_OF_WEEK_FROM_ONE);

    private static final List<CronField> SEVEN = List.of(
            CronField.SECOND,
            CronField.MINUTE,
            CronField.HOUR,
            CronField.DAY_OF_MONTH,
            CronField.MONTH,
            CronField.DAY_OF_WEEK_FROM_ONE,
            CronField.YEAR);

    private static final Pattern MARK =
            Pattern.compile(".*[?#].*|L|LW|L-[0-9]+W?|[0-9]+[LW]|(SUN|MON|TUE|WED|THU|FRI|SAT)L");

    private QuartzCron() {}

    /**
     * Whether a word can only be Quartz's: it holds {@code ?} or {@code #}, or is one of the forms of {@code L} and
     * {@code W}. Names such as {@code JUL} and {@code WED} are not.
     */
    static boolean isMark(String word) {
        return Stream.of(word.toUpperCase(Locale.ROOT).split(",", -1))
                .anyMatch(element -> MARK.matcher(element).matches());
    }

    /**
     * Reads a spec of six or seven fields.
     *
     * @throws BadSpecException when it cannot be read
     */
    static CronPlan parse(String spec) {
        if (spec.startsWith("@")) {
            throw new BadSpecException("the quartz dialect has no macros; write \"" + spec
                    + "\" as six fields (second minute hour day-of-month month day-of-week), such as \"0 0 0 * * ?\"");
        }
        List<String> words = CronSpec.words(spec);
        if (words.size() != 6 && words.size() != 7) {
            throw CronSpec.wrongCount(
                    spec,
                    words,
                    "6 (second minute hour day-of-month month day-of-week), or 7 with the year after them");
        }
        List<FieldText> fields = CronSpec.fields(spec, words, 0, words.size() == 6 ? SIX : SEVEN);
        BitSet years = words.size() == 6 ? null : years(fields.get(6));
        FieldText minute = fields.get(1);
        FieldText hour = fields.get(2);
        LocalSchedule schedule = new LocalSchedule(
                bits(fields.get(0)),
                bits(minute),
                bits(hour),
                bits(fields.get(4)),
                dayRule(fields.get(3), fields.get(5)),
                years);
        return new CronPlan(schedule, minute.startsWithStar() || hour.startsWithStar());
    }

    /**
     * A spec without year and without special days as sets, for words; empty for any other.
     *
     * @param spec one that {@link #parse} reads
     */
    static Optional<CronFields> plainFields(String spec) {
        List<String> words = CronSpec.words(spec);
        if (words.size() != SIX.size() || words.stream().anyMatch(word -> !word.equals("?") && isMark(word))) {
            return Optional.empty();
        }
        List<FieldText> fields = CronSpec.fields(spec, words, 0, SIX);
        boolean byDay = !List.of("?", "*").contains(words.get(3));
        boolean byWeekday = !List.of("?", "*").contains(words.get(5));
        return Optional.of(new CronFields(
                bits(fields.get(0)),
                bits(fields.get(1)),
                bits(fields.get(2)),
                byDay ? bits(fields.get(3)) : CronFields.ALL_DAYS_OF_MONTH,
                bits(fields.get(4)),
                byWeekday ? bits(fields.get(5)) >>> 1 : CronFields.ALL_WEEKDAYS,
                false,
                fields.get(1).startsWithStar() || fields.get(2).startsWithStar()));
    }

    private static LocalSchedule.DayRule dayRule(FieldText days, FieldText weekdays) {
        boolean byDay = !days.text().equals("?");
        boolean byWeekday = !weekdays.text().equals("?");
        if (!byDay && !byWeekday) {
            throw weekdays.bad("and day-of-month are both \"?\"", "write * in one of them");
        }
        if (byDay && byWeekday) {
            byDay = !days.text().equals("*");
            byWeekday = !byDay;
            if (byDay && !weekdays.text().equals("*")) {
                throw weekdays.bad(
                        "and day-of-month are both given, which the quartz dialect cannot do",
                        "write ? in one of them");
            }
        }
        return byDay ? QuartzDays.ofMonth(days) : QuartzDays.ofWeek(weekdays);
    }

    private static @Nullable BitSet years(FieldText field) {
        return field.text().equals("*") ? null : values(field);
    }

    private static long bits(FieldText field) {
        return values(field).toLongArray()[0];
    }

    private static BitSet values(FieldText field) {
        BitSet values = new BitSet();
        for (String element : field.elements()) {
            values.or(values(field, element));
        }
        return values;
    }

    /** The values of one element without special days. */
    static BitSet values(FieldText field, String element) {
        Range range = field.range(element.startsWith("/") ? "*" + element : element);
        CronField kind = field.field();
        if (range.step() > kind.high()) {
            throw field.bad(
                    FieldText.quoted(element) + " has the step " + range.step() + ", larger than the field",
                    "write a step up to " + kind.high());
        }
        int to = range.form() == Form.SINGLE && range.stepped() ? kind.high() : range.to();
        int size = kind.high() - kind.low() + 1;
        if (to < range.from()) {
            if (kind.equals(CronField.YEAR)) {
                throw field.bad(FieldText.quoted(element) + " runs backwards", "write the earlier year first");
            }
            to += size;
        }
        BitSet values = new BitSet();
        for (int value = range.from(); value <= to; value += Math.max(1, range.step())) {
            values.set(kind.low() + (value - kind.low()) % size);
        }
        return values;
    }
}

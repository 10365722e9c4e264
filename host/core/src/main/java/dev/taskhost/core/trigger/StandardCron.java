package dev.taskhost.core.trigger;

import dev.taskhost.core.text.Nearest;
import dev.taskhost.core.trigger.FieldText.Form;
import dev.taskhost.core.trigger.FieldText.Range;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The standard dialect: crontab(5) as cronie reads it (its {@code entry.c}), and six fields with seconds first. Stateless.
 *
 * <ul>
 *   <li>A field is a list of {@code *}, a value or a range {@code a-b}; {@code *} and ranges may have a step {@code /n}. A
 *       single value may not ({@code 5/10} is an error there too): write {@code 5-59/10}. A step larger than the range is
 *       allowed and leaves its first value.
 *   <li>Months and weekdays have names of three letters in any case, alone, in lists and in ranges, mixed with numbers as
 *       one likes. Sunday is 0 and 7, and the name is 0: {@code 5-7} and {@code fri-7} are Friday to Sunday, but {@code
 *       fri-sun} runs backwards and is an error, as every range that does.
 *   <li>Day-of-month and day-of-week: either suffices, unless one of the two fields begins with {@code *} (also {@code
 *       *}{@code /2} and {@code *,1}); then both must match.
 *   <li>{@code @yearly @annually @monthly @weekly @daily @midnight @hourly}, in any case.
 * </ul>
 *
 * <p>Stricter than cronie in one thing: it skips what it cannot read behind an element ({@code *x}); we refuse it.
 */
final class StandardCron {
    private static final List<CronField> FIVE =
            List.of(CronField.MINUTE, CronField.HOUR, CronField.DAY_OF_MONTH, CronField.MONTH, CronField.DAY_OF_WEEK);

    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private StandardCron() {}

    /**
     * Reads a spec of five or six fields, or a macro.
     *
     * @throws BadSpecException when it cannot be read
     */
    static CronFields parse(String spec) {
        if (spec.startsWith("@")) {
            return parse(expand(spec));
        }
        List<String> words = CronSpec.words(spec);
        if (words.size() != 5 && words.size() != 6) {
            throw CronSpec.wrongCount(
                    spec, words, "5 (minute hour day-of-month month day-of-week), or 6 with seconds before them");
        }
        int first = words.size() - 5;
        List<FieldText> fields = CronSpec.fields(spec, words, first, FIVE);
        long seconds = first == 0 ? 1 : bits(new FieldText(words.getFirst(), CronField.SECOND, 1, spec));
        FieldText days = fields.get(2);
        FieldText weekdays = fields.get(4);
        boolean either = !days.startsWithStar() && !weekdays.startsWithStar();
        FieldText minute = fields.get(0);
        FieldText hour = fields.get(1);
        return new CronFields(
                seconds,
                bits(minute),
                bits(hour),
                bits(days),
                bits(fields.get(3)),
                sundayAsZero(bits(weekdays)),
                either,
                minute.startsWithStar() || hour.startsWithStar());
    }

    /** The five fields that a macro stands for. */
    static String expand(String macro) {
        String fields = MACROS.get(macro.toLowerCase(Locale.ROOT));
        if (fields != null) {
            return fields;
        }
        if (macro.equalsIgnoreCase("@reboot")) {
            throw new BadSpecException(
                    "cron spec \"@reboot\" names no time, and a task of several hosts has no boot to wait"
                            + " for; to run once at registration write trigger \"date\" with spec \"now\"");
        }
        if (macro.toLowerCase(Locale.ROOT).startsWith("@every")) {
            throw new BadSpecException("cron spec \"" + macro
                    + "\" is not known here; write trigger \"interval\" with a spec" + " like \"5m\" or \"1h30m\"");
        }
        List<String> known = MACROS.keySet().stream().sorted().toList();
        throw new BadSpecException("cron spec \"" + macro + "\" is not one of " + String.join(" ", known)
                + Nearest.of(macro, known)
                        .map(name -> "; did you mean \"" + name + "\"?")
                        .orElse(""));
    }

    private static long bits(FieldText field) {
        long bits = 0;
        for (String element : field.elements()) {
            Range range = field.range(element);
            if (range.form() == Form.SINGLE && range.stepped()) {
                throw field.bad(
                        FieldText.quoted(element) + " has a step but no range",
                        "write " + range.from() + "-" + field.field().high() + "/" + range.step());
            }
            if (range.from() > range.to()) {
                throw field.bad(FieldText.quoted(element) + " runs backwards", backwards(field, range));
            }
            int step = Math.max(1, range.step());
            for (int value = range.from(); value <= range.to(); value += step) {
                bits |= 1L << value;
            }
        }
        return bits;
    }

    private static String backwards(FieldText field, Range range) {
        if (field.field().equals(CronField.DAY_OF_WEEK) && range.to() == 0) {
            return "Sunday at the end of a range is 7: write " + range.from() + "-7";
        }
        int last =
                field.field().equals(CronField.DAY_OF_WEEK) ? 6 : field.field().high();
        return "write it as two ranges: " + range.from() + "-" + last + ","
                + field.field().low() + "-" + range.to();
    }

    private static long sundayAsZero(long weekdays) {
        return (weekdays | weekdays >>> 7) & 0x7f;
    }
}

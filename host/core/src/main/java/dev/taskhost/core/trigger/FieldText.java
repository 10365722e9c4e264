package dev.taskhost.core.trigger;

import dev.taskhost.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One field of a cron spec as it was written, and the errors about it: each names the field, the value and where it stands.
 *
 * @param text the field, without blanks
 * @param field what it may hold
 * @param position counted from 1
 * @param spec the whole spec, for messages
 */
record FieldText(String text, CronField field, int position, String spec) {
    private static final int MAX_DIGITS = 6;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** What one element of a list says. */
    record Range(int from, int to, int step, Form form) {
        /** No step was written. */
        static final int NO_STEP = 0;

        boolean stepped() {
            return step != NO_STEP;
        }
    }

    /** How an element was written, whatever its step. */
    enum Form {
        STAR,
        SINGLE,
        SPAN
    }

    boolean startsWithStar() {
        return text.startsWith("*");
    }

    /** The elements between the commas. */
    List<String> elements() {
        List<String> elements = List.of(text.split(",", -1));
        if (elements.contains("")) {
            throw bad(
                    quoted(text) + " has an empty place in its list",
                    "write values with one comma between them: 1,2,5");
        }
        return elements;
    }

    /** Reads {@code *}, {@code a} or {@code a-b}, each perhaps with {@code /step}; what may be combined is for the caller. */
    Range range(String element) {
        int slash = element.indexOf('/');
        String base = slash < 0 ? element : element.substring(0, slash);
        if (base.isEmpty() || base.startsWith("-") || base.endsWith("-")) {
            throw bad(quoted(element) + " is not a value of " + field.range(), "a range has two ends, like 1-5");
        }
        if (base.equals("*")) {
            return new Range(field.low(), field.high(), step(element, slash), Form.STAR);
        }
        int dash = base.indexOf('-');
        int from = value(dash < 0 ? base : base.substring(0, dash));
        int to = dash < 0 ? from : value(base.substring(dash + 1));
        return new Range(from, to, step(element, slash), dash < 0 ? Form.SINGLE : Form.SPAN);
    }

    /** Reads a number or a name of this field, within its range. */
    int value(String word) {
        if (DIGITS.matcher(word).matches()) {
            int value = word.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(word);
            if (value < field.low() || value > field.high()) {
                throw bad(word + " is out of range " + field.low() + "-" + field.high(), rangeHint());
            }
            return value;
        }
        int named = field.names().indexOf(word.toLowerCase(Locale.ROOT));
        if (named < 0) {
            throw bad(quoted(word) + " is not a value of " + field.range(), wordHint(word));
        }
        return field.firstNamed() + named;
    }

    /** An error about this field; {@code what} follows the field's name, {@code hint} says what to write, or is empty. */
    BadSpecException bad(String what, String hint) {
        return new BadSpecException(field.name() + " " + what + " (field " + position + " of \"" + spec + "\")"
                + (hint.isEmpty() ? "" : "; " + hint));
    }

    static String quoted(String word) {
        return "\"" + word + "\"";
    }

    private int step(String element, int slash) {
        if (slash < 0) {
            return Range.NO_STEP;
        }
        String step = element.substring(slash + 1);
        if (!DIGITS.matcher(step).matches() || step.length() > MAX_DIGITS || Integer.parseInt(step) == 0) {
            throw bad(
                    quoted(element) + " has the step " + quoted(step) + ", which is not a whole number from 1",
                    "write a step like */5 or 10-30/5");
        }
        return Integer.parseInt(step);
    }

    private String rangeHint() {
        return field.equals(CronField.DAY_OF_WEEK_FROM_MONDAY)
                ? "in the apscheduler dialect 0 is Monday and 6 is Sunday"
                : "";
    }

    private String wordHint(String word) {
        if (word.contains("~")) {
            return "random times (~) are not known here: choose a value";
        }
        if (word.startsWith("*")) {
            return "after * only a step may follow, like */5";
        }
        if (word.contains("-")) {
            return "a range has two ends, like 1-5";
        }
        List<String> names = new ArrayList<>(field.names());
        Optional<String> longer = names.stream()
                .filter(name -> word.toLowerCase(Locale.ROOT).startsWith(name))
                .findFirst();
        return longer.or(() -> Nearest.of(word, names))
                .map(name -> "did you mean " + quoted(name) + "?")
                .orElse("");
    }
}

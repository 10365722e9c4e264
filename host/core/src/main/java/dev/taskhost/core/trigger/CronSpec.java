package dev.taskhost.core.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes a cron spec apart into its fields, in whatever dialect. */
final class CronSpec {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private CronSpec() {}

    /** The words of a spec without blanks around it; any run of blanks and tabs separates. */
    static List<String> words(String spec) {
        return List.of(BLANKS.split(spec));
    }

    /** The fields of a spec from the word {@code first} (counted from 0) on. */
    static List<FieldText> fields(String spec, List<String> words, int first, List<CronField> kinds) {
        List<FieldText> fields = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            fields.add(new FieldText(words.get(first + i), kinds.get(i), first + i + 1, spec));
        }
        return fields;
    }

    /** The error about a spec with too few or too many fields. */
    static BadSpecException wrongCount(String spec, List<String> words, String expected) {
        String hint = "";
        if (words.size() == 1 && spec.matches("[0-9]+[smhdSMHD]?")) {
            hint = "; to run every " + spec + (spec.matches("[0-9]+") ? " seconds" : "")
                    + " set trigger to \"interval\"";
        } else if (words.size() <= 2 && spec.matches("[0-9]{4}-.*")) {
            hint = "; to run once at that time set trigger to \"date\"";
        }
        return new BadSpecException("cron spec \"" + spec + "\" has " + words.size()
                + (words.size() == 1 ? " field" : " fields") + "; expected " + expected + hint);
    }
}

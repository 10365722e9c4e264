package dev.taskhost.app.command;

import java.util.regex.Pattern;

/** Tells from a spec alone which trigger it is for, as {@code next} is given specs without one. */
final class SpecGuess {
    private static final Pattern INTERVAL = Pattern.compile("[-+]?\\d+|(\\d+[smhd])+", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d.*|now", Pattern.CASE_INSENSITIVE);

    private SpecGuess() {}

    /** {@code interval}, {@code date} or {@code cron}; the last also for what looks like none of them. */
    static String trigger(String spec) {
        String text = spec.strip();
        if (INTERVAL.matcher(text).matches()) {
            return "interval";
        }
        return DATE.matcher(text).matches() ? "date" : "cron";
    }

    /** Whether a text can only be a spec, not a task's key. */
    static boolean isSpec(String text) {
        return text.strip().contains(" ")
                || text.startsWith("@")
                || !trigger(text).equals("cron");
    }
}

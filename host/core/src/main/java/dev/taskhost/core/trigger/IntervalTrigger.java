package dev.taskhost.core.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every so many seconds: whole multiples of the period after the first fire time, so a late start moves nothing.
 * Immutable and thread-safe.
 *
 * <p>A spec is whole seconds ({@code 5}), or parts of weeks, days, hours, minutes and seconds, each at most once, in any
 * case and order, blanks allowed between them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 2d}, {@code 1w}. The
 * longest is 36500 days. A day is 24 hours: an interval knows no clock and no daylight saving.
 *
 * @param period milliseconds, above 0
 */
record IntervalTrigger(long period) implements Trigger {
    private static final long MAX_SECONDS = 36_500L * 86_400;
    private static final String EXAMPLES = "write whole seconds such as 5, or 90s, 5m, 1h30m, 2d";
    private static final Pattern PART = Pattern.compile("([0-9]+)\\s*([a-z]*)\\s*");
    private static final String UNITS = "wdhms";
    private static final long[] SECONDS = {604_800, 86_400, 3_600, 60, 1};

    /**
     * Reads a spec.
     *
     * @throws BadSpecException when it is not a length of time above 0
     */
    static IntervalTrigger parse(String spec) {
        if (spec.isEmpty()) {
            throw new BadSpecException("interval spec is empty; " + EXAMPLES);
        }
        if (spec.matches("-[0-9].*")) {
            throw bad(spec, "is negative; an interval must be longer than 0");
        }
        if (spec.matches("\\+?[0-9]*[.,][0-9]+.*")) {
            throw bad(spec, "has a fraction; an interval is whole seconds");
        }
        Matcher part = PART.matcher(spec.toLowerCase(Locale.ROOT));
        List<String> units = new ArrayList<>();
        long seconds = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            boolean alone = part.group().length() == spec.length();
            String unit = alone && part.group(2).isEmpty() ? "s" : unit(spec, part.group(2));
            if (units.contains(unit)) {
                throw bad(spec, "names " + unit + " twice");
            }
            units.add(unit);
            seconds = add(spec, seconds, part.group(1), SECONDS[UNITS.indexOf(unit)]);
        }
        if (end != spec.length()) {
            throw bad(
                    spec,
                    "is not a length of time"
                            + (spec.matches("@.*|.*\\*.*") ? " (for cron set trigger to \"cron\")" : ""));
        }
        if (seconds == 0) {
            throw bad(spec, "is no time at all; an interval must be longer than 0");
        }
        return new IntervalTrigger(seconds * 1000);
    }

    @Override
    public long first(long registeredAt) {
        return next(registeredAt, registeredAt);
    }

    @Override
    public long next(long fireAt, long after) {
        long wait = period - Math.floorMod(after - fireAt, period);
        return after > NEVER - wait ? NEVER : after + wait;
    }

    private static long add(String spec, long seconds, String count, long unit) {
        if (count.length() > 10 || seconds + Long.parseLong(count) * unit > MAX_SECONDS) {
            throw bad(spec, "is too long; the longest interval is 36500d");
        }
        return seconds + Long.parseLong(count) * unit;
    }

    private static String unit(String spec, String written) {
        if (written.isEmpty()) {
            throw bad(spec, "has a number without a unit");
        }
        if (written.length() == 1 && UNITS.contains(written)) {
            return written;
        }
        if (written.equals("ms") || written.startsWith("milli")) {
            throw bad(spec, "has milliseconds; an interval is whole seconds");
        }
        String near = written.startsWith("mo") || written.startsWith("y") ? "" : written.substring(0, 1);
        throw bad(
                spec,
                "has the unknown unit \"" + written + "\""
                        + (!near.isEmpty() && UNITS.contains(near) ? ", did you mean \"" + near + "\"?" : ""));
    }

    private static BadSpecException bad(String spec, String what) {
        return new BadSpecException("interval spec \"" + spec + "\" " + what + "; " + EXAMPLES);
    }
}

package dev.taskhost.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Named figures of one trial, in order. Values are plain numbers; names bear their unit. */
record Figures(Map<String, Double> values) {
    Figures() {
        this(new LinkedHashMap<>());
    }

    Figures put(String name, double value) {
        values.put(name, value);
        return this;
    }

    /** Percentiles of latenesses in ms; {@code prefix} goes before their names. */
    Figures lateness(String prefix, long[] millis) {
        long[] sorted = millis.clone();
        Arrays.sort(sorted);
        return put(prefix + "p50 ms", at(sorted, 0.50))
                .put(prefix + "p99 ms", at(sorted, 0.99))
                .put(prefix + "max ms", at(sorted, 1));
    }

    /** The value below or at which so many lie; NaN when there are none. */
    static double at(long[] sorted, double part) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(part * sorted.length) - 1;
        return (double) sorted[Math.max(0, index)];
    }

    /** The median of several trials, name by name. */
    static Figures median(Iterable<Figures> trials) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        trials.forEach(trial -> trial.values()
                .forEach((name, value) ->
                        all.computeIfAbsent(name, n -> new ArrayList<>()).add(value)));
        Figures median = new Figures();
        all.forEach((name, values) -> {
            values.sort(null);
            median.put(name, values.get(values.size() / 2));
        });
        return median;
    }

    /** On one line, e.g. {@code p50 ms 3, p99 ms 12}. */
    String line() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + text(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** As a JSON object; what is not a number is null. */
    String json() {
        return values.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":"
                        + (Double.isFinite(entry.getValue()) ? text(entry.getValue()) : "null"))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** What {@link #line} wrote. */
    static Figures parse(String line) {
        Figures figures = new Figures();
        for (String part : line.split(", ", -1)) {
            int space = part.lastIndexOf(' ');
            figures.put(part.substring(0, space), Double.parseDouble(part.substring(space + 1)));
        }
        return figures;
    }

    private static String text(double value) {
        return value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}

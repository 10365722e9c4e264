package dev.taskhost.app.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * The table {@code [custom]} of common.toml: values of the user's own, for task bodies to read. Variables are filled in.
 * They may hold secrets, so only their names are printed. Immutable.
 */
public final class CustomValues {
    private final Map<String, Object> values;

    /**
     * @param values texts, numbers (Long, Double), Booleans, dates, lists and maps of these
     */
    public CustomValues(Map<String, Object> values) {
        this.values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** The values by key: String, Long, Double, Boolean, java.util.Date, List or Map of these. */
    public Map<String, Object> reveal() {
        return values;
    }

    /** The keys alone. */
    @Override
    public String toString() {
        return "custom" + values.keySet();
    }
}

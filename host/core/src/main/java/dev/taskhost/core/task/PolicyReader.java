package dev.taskhost.core.task;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code extra}. A blank column counts as {@code {}}, as the original never looked into it; anything else has to
 * be a JSON object, and the keys that mean something to the host have to have their type.
 */
final class PolicyReader {
    private static final Set<String> RESERVED_KWARGS = Set.of("sub_task_id", "__unique_trace_id__");

    private PolicyReader() {}

    /** Reads {@code extra}; what is wrong is added to {@code problems}, and left at its default in the answer. */
    static TaskPolicy read(String extra, List<String> problems) {
        Map<String, @Nullable Object> values = object(extra, problems);
        KeepReader.read(values.get("keep"), Keep.EVERYTHING, problems); // of no use to a running task, but to be right
        return new TaskPolicy(
                timezone(values.get("timezone"), problems),
                kwargs(values.get("kwargs"), problems),
                seconds("misfire_grace", values.get("misfire_grace"), problems),
                seconds("timeout", values.get("timeout"), problems));
    }

    /** Reads {@code extra.keep} alone; a broken {@code extra} keeps everything until it is mended. */
    static Keep keep(String extra, Keep fallback) {
        List<String> problems = new ArrayList<>();
        Keep keep = KeepReader.read(object(extra, problems).get("keep"), fallback, problems);
        return problems.isEmpty() ? keep : Keep.EVERYTHING;
    }

    private static Map<String, @Nullable Object> object(String extra, List<String> problems) {
        if (extra.isBlank()) {
            return Map.of();
        }
        try {
            return Json.readObject(extra);
        } catch (BadJsonException e) {
            problems.add("extra is " + e.getMessage() + "; write {} when there is nothing to say");
            return Map.of();
        }
    }

    private static @Nullable ZoneId timezone(@Nullable Object value, List<String> problems) {
        if (value == null) {
            return null;
        }
        try {
            return ZoneId.of(String.valueOf(value));
        } catch (DateTimeException e) {
            problems.add("extra.timezone is " + Json.write(value)
                    + ", which is no time zone; write one like \"Asia/Shanghai\", \"Europe/Berlin\" or \"UTC\"");
            return null;
        }
    }

    private static Map<String, @Nullable Object> kwargs(@Nullable Object value, List<String> problems) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            problems.add("extra.kwargs is " + Json.write(value) + "; it has to be an object like {\"days\": 7}");
            return Map.of();
        }
        for (Object name : map.keySet()) {
            if (RESERVED_KWARGS.contains(String.valueOf(name))) {
                problems.add("extra.kwargs may not hold " + name + ": the host gives that one");
            }
        }
        @SuppressWarnings("unchecked") // Json makes maps of this type only
        Map<String, @Nullable Object> kwargs = (Map<String, @Nullable Object>) map;
        return kwargs;
    }

    private static @Nullable Duration seconds(String key, @Nullable Object value, List<String> problems) {
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() < 1e9) {
            return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
        }
        problems.add("extra." + key + " is " + Json.write(value) + "; it has to be a number of seconds above 0");
        return null;
    }
}

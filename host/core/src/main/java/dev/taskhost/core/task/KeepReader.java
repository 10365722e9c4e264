package dev.taskhost.core.task;

import dev.taskhost.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code extra.keep}: a number of rows, or an object with {@code rows} and {@code days}. It replaces both of the
 * host's limits, so that {@code {"keep": 500}} keeps 500 executions of a yearly task too.
 */
final class KeepReader {
    private static final Set<String> NAMES = Set.of("rows", "days");

    private KeepReader() {}

    /** Reads the value; what is wrong is added to {@code problems}, and the answer is then of no use. */
    static Keep read(@Nullable Object value, Keep fallback, List<String> problems) {
        if (value == null) {
            return fallback;
        }
        if (isLimit(value, Keep.MOST_ROWS)) {
            return new Keep(limit(value), 0);
        }
        if (value instanceof Map<?, ?> map && isKeep(map)) {
            return new Keep(limit(map.get("rows")), limit(map.get("days")));
        }
        problems.add(
                "extra.keep is " + Json.write(value) + "; it has to be a whole number of rows like 1000, or an object"
                        + " like {\"rows\": 1000, \"days\": 30} with either or both (at most " + Keep.MOST_DAYS
                        + " days); 0 is no limit");
        return fallback;
    }

    private static boolean isKeep(Map<?, ?> map) {
        return !map.isEmpty()
                && NAMES.containsAll(map.keySet())
                && isLimit(map.get("rows"), Keep.MOST_ROWS)
                && isLimit(map.get("days"), Keep.MOST_DAYS);
    }

    /** Null is a limit that is not named. */
    private static boolean isLimit(@Nullable Object value, int most) {
        return value == null || (value instanceof Long number && number >= 0 && number <= most);
    }

    private static int limit(@Nullable Object value) {
        return value instanceof Long number ? Math.toIntExact(number) : 0;
    }
}

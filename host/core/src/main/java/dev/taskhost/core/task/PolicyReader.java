package dev.taskhost.core.task;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.Isolation;
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
        PolicyFields fields = new PolicyFields("extra", object(extra, problems), problems);
        KeepReader.read(fields.get("keep"), Keep.EVERYTHING, problems); // of no use to a running task, but to be right
        return new TaskPolicy(
                timezone(fields.get("timezone"), problems),
                kwargs(fields.get("kwargs"), problems),
                fields.seconds("misfire_grace"),
                timeout(fields),
                fields.integer("priority", -BodyCall.MOST_PRIORITY, BodyCall.MOST_PRIORITY, 0),
                fields.choice("isolation", Isolation.class, Isolation.SHARED),
                retry(fields),
                misfire(fields),
                overlap(fields),
                fields.flag("recover"),
                fields.texts("next"));
    }

    private static @Nullable Duration timeout(PolicyFields fields) {
        boolean none = fields.get("timeout") instanceof Number number && number.doubleValue() == 0;
        return none ? Duration.ZERO : fields.seconds("timeout");
    }

    private static @Nullable RetryPolicy retry(PolicyFields fields) {
        if (fields.get("retry") == null) {
            return null;
        }
        PolicyFields retry = fields.object("retry", "max").only("max", "delay", "backoff", "max_delay", "jitter");
        return new RetryPolicy(
                retry.integer("max", 1, 1_000, 3),
                retry.seconds("delay", Duration.ofSeconds(10)),
                retry.number("backoff", 1, 100, 2),
                retry.seconds("max_delay", Duration.ofHours(1)),
                retry.number("jitter", 0, 1, 0.1));
    }

    private static MisfirePolicy misfire(PolicyFields fields) {
        if (fields.get("misfire") == null) {
            return MisfirePolicy.SKIP;
        }
        PolicyFields misfire = fields.object("misfire", "policy").only("policy", "max");
        return new MisfirePolicy(
                misfire.choice("policy", MisfirePolicy.Kind.class, MisfirePolicy.Kind.SKIP),
                misfire.integer("max", 1, 10_000, 100));
    }

    private static OverlapPolicy overlap(PolicyFields fields) {
        if (fields.get("overlap") == null) {
            return OverlapPolicy.SKIP;
        }
        PolicyFields overlap = fields.object("overlap", "policy").only("policy", "max");
        return new OverlapPolicy(
                overlap.choice("policy", OverlapPolicy.Kind.class, OverlapPolicy.Kind.SKIP),
                overlap.integer("max", 1, 10_000, 100));
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
}

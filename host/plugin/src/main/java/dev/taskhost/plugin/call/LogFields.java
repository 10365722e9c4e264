package dev.taskhost.plugin.call;

import dev.taskhost.core.body.BodyCall;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The execution's fields in the log of the current thread (MDC), for a block of code; what was there before is restored. */
final class LogFields implements AutoCloseable {
    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    LogFields(BodyCall call) {
        put("trace_id", call.traceId());
        put("task_key", call.taskKey());
        put("execution_id", Long.toString(call.executionId()));
    }

    private void put(String field, String value) {
        before.put(field, MDC.get(field));
        MDC.put(field, value);
    }

    @Override
    public void close() {
        before.forEach((field, value) -> {
            if (value == null) {
                MDC.remove(field);
            } else {
                MDC.put(field, value);
            }
        });
    }
}

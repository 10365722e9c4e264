package dev.taskhost.core.body;

import java.util.List;
import java.util.Map;

/**
 * One call of a body: {@code f(task_key, *args, **kwargs)}.
 *
 * @param taskKey the row's {@code task_key}
 * @param args the row's {@code args}: strings, always
 * @param kwargs {@code extra.kwargs}: JSON values as {@code dev.taskhost.core.json.Json} gives them (String, Boolean,
 *     Long, Double, BigInteger, List, Map, or null inside those)
 * @param executionId {@code execute_task.id}; bodies get it as {@code sub_task_id}
 * @param traceId 32 hex digits; bodies get it as {@code __unique_trace_id__}
 * @param output gets what the body prints
 */
public record BodyCall(
        String taskKey,
        List<String> args,
        Map<String, Object> kwargs,
        long executionId,
        String traceId,
        BodyOutput output) {
    public BodyCall {
        args = List.copyOf(args);
    }
}

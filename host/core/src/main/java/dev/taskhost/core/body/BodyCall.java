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
 * @param priority from -{@link #MOST_PRIORITY} to that; where calls wait for a worker a higher one goes first, unless the
 *     lower one has waited a minute longer for each point between them
 * @param isolation what it can meet where it runs
 */
public record BodyCall(
        String taskKey,
        List<String> args,
        Map<String, Object> kwargs,
        long executionId,
        String traceId,
        BodyOutput output,
        int priority,
        Isolation isolation) {
    /** Of either sign. */
    public static final int MOST_PRIORITY = 100;

    public BodyCall {
        args = List.copyOf(args);
    }

    /** So many nanoseconds of waiting are worth a point: what waits long enough has its turn whatever comes. */
    private static final long POINT = 60_000_000_000L;

    /**
     * Orders calls that wait for a worker, lowest first.
     *
     * @param queuedAt by {@link System#nanoTime}
     */
    public static long rank(long queuedAt, int priority) {
        return queuedAt - priority * POINT;
    }

    /** The same, with another taker of what it prints. */
    public BodyCall withOutput(BodyOutput other) {
        return new BodyCall(taskKey, args, kwargs, executionId, traceId, other, priority, isolation);
    }

    /** An ordinary call: priority 0, on a warm worker. */
    public BodyCall(
            String taskKey,
            List<String> args,
            Map<String, Object> kwargs,
            long executionId,
            String traceId,
            BodyOutput output) {
        this(taskKey, args, kwargs, executionId, traceId, output, 0, Isolation.SHARED);
    }
}

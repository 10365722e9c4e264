package dev.taskhost.script.child;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.script.worker.LogTag;
import dev.taskhost.script.worker.Mark;
import dev.taskhost.script.worker.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process is asked for: to call a function, or to see whether it could. Immutable.
 *
 * @param tag whose output is what it prints
 * @param call null for a check
 * @param most how long it may take once it has begun; null: as long as it likes
 */
record Request(
        LogTag tag,
        Target target,
        @Nullable BodyCall call,
        @Nullable Duration most) {
    static Request call(Target target, BodyCall call) {
        return new Request(LogTag.of(call), target, call, null);
    }

    static Request check(Target target, Duration most) {
        return new Request(LogTag.of(target.script().path()), target, null, most);
    }

    int priority() {
        return call == null ? 0 : call.priority();
    }

    /** As driver.py takes it. */
    Map<String, Object> frame(long id, Mark mark) {
        Map<String, Object> frame = new HashMap<>();
        frame.put("kind", call == null ? "check" : "call");
        frame.put("id", id);
        frame.put("body", mark.value());
        frame.put("path", target.script().path());
        frame.put("function", target.function());
        if (call != null) {
            frame.put("task_key", call.taskKey());
            frame.put("args", call.args());
            frame.put("kwargs", call.kwargs());
            frame.put("execution_id", call.executionId());
            frame.put("trace_id", call.traceId());
        }
        return frame;
    }
}

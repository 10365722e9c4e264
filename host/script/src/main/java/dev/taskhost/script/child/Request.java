package dev.taskhost.script.child;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.script.worker.LogTag;
import dev.taskhost.script.worker.Mark;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process is asked for: to call a body, or to see whether it could. Immutable.
 *
 * @param tag whose output is what it prints
 * @param program what it runs on, at the moment it is asked for: it may change while the call waits; fast, and never throws
 * @param body how the process finds the body: fields of the frame
 * @param place a line that says what was called, for a call that was stopped at an unknown place
 * @param call null for a check
 * @param most how long it may take once it has begun; null: as long as it likes
 */
public record Request(
        LogTag tag,
        Supplier<? extends Program> program,
        Map<String, Object> body,
        String place,
        @Nullable BodyCall call,
        @Nullable Duration most) {
    int priority() {
        return call == null ? 0 : call.priority();
    }

    /** For what is lent to it. */
    Borrower borrower() {
        return call == null
                ? Borrower.loading(tag.logger().getName())
                : new Borrower(call.taskKey(), call.executionId(), call.traceId());
    }

    /** As processes take it. */
    Map<String, Object> frame(long id, Mark mark) {
        Map<String, Object> frame = new HashMap<>(body);
        frame.put("kind", call == null ? "check" : "call");
        frame.put("id", id);
        frame.put("body", mark.value());
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

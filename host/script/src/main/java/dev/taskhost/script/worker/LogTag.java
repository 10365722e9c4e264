package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose output a line is.
 *
 * @param logger {@code task.<task_key>} for an execution, {@code script.<path>} for a script that is only loaded
 * @param mdc what its log events carry: {@code trace_id}, {@code task_key}, {@code execution_id}
 * @param output gets the lines as well
 */
public record LogTag(Logger logger, Map<String, String> mdc, BodyOutput output) {
    /** Before the first execution. */
    static final LogTag NONE = new LogTag(LoggerFactory.getLogger("script"), Map.of(), BodyOutput.NONE);

    /** The output of one execution. */
    public static LogTag of(BodyCall call) {
        return new LogTag(
                LoggerFactory.getLogger("task." + call.taskKey()),
                Map.of(
                        "trace_id",
                        call.traceId(),
                        "task_key",
                        call.taskKey(),
                        "execution_id",
                        Long.toString(call.executionId())),
                call.output());
    }

    /** The output of a script that is loaded outside an execution. */
    public static LogTag of(String path) {
        return new LogTag(LoggerFactory.getLogger("script." + path), Map.of(), BodyOutput.NONE);
    }
}

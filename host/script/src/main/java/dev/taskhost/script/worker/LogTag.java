package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

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

    /** Logs a text, which is output as well; nothing where its logger leaves out that level. Thread-safe. */
    void write(Level level, String text) {
        if (!logger.isEnabledForLevel(level)) {
            return;
        }
        boolean error = level.toInt() >= Level.WARN.toInt();
        text.lines().forEach(line -> output.line(error, line));
        log(level, text);
    }

    /** Logs a text with its execution's fields. Thread-safe. */
    void log(Level level, String text) {
        Deque<MDC.MDCCloseable> open = new ArrayDeque<>();
        mdc.forEach((key, value) -> open.push(MDC.putCloseable(key, value)));
        try {
            logger.atLevel(level).log("{}", text);
        } finally {
            open.forEach(MDC.MDCCloseable::close);
        }
    }

    /** The output of a script that is loaded outside an execution. */
    public static LogTag of(String path) {
        return new LogTag(LoggerFactory.getLogger("script." + path), Map.of(), BodyOutput.NONE);
    }
}

package dev.taskhost.script.library;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what Python's loggers log. Thread-safe. */
@FunctionalInterface
public interface LogRecords {
    /** This process's own log: a logger of the record's name, with its file. */
    LogRecords HOST = HostLog::write;

    /**
     * One record of {@code libs.logger}.
     *
     * @param record {@code name} and {@code msg} (text; a JSON object as it is), {@code levelno} (Python's, 10 to 50), and as far as known
     *     {@code pathname}, {@code lineno}, {@code funcName}, {@code exc_info} (a traceback), {@code extra} (a JSON object as text),
     *     {@code trace_id}, {@code task_key}, {@code execution_id}
     */
    void write(Map<String, ? extends @Nullable Object> record);
}

package dev.taskhost.core.store;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads executions for people. Thread-safe. */
public interface History {
    /** The newest executions of a task, newest first. */
    List<Run> newest(int taskId, int limit);

    /** An execution by its id. */
    Optional<Run> byId(long executionId);

    /** An attempt at a fire time. */
    Optional<Run> byFireTime(int taskId, long fireAt, int attempt);

    /**
     * One execution.
     *
     * @param fireAt epoch milliseconds; null for rows another program wrote
     * @param startedAt epoch milliseconds by the host's clock; null as above
     * @param endedAt epoch milliseconds; null while it runs, or as above
     * @param createdAt {@code create_at}, epoch seconds as the database tells them
     * @param node the host that ran it; null as above
     * @param extra JSON text
     * @param attempt at its fire time, from 1
     * @param cause why it was started
     * @param generation the scripts or the plugin it ran on; empty while it runs, or as above
     */
    record Run(
            long executionId,
            int taskId,
            Status status,
            String extra,
            String traceId,
            long createdAt,
            @Nullable Long fireAt,
            @Nullable Long startedAt,
            @Nullable Long endedAt,
            @Nullable String node,
            int attempt,
            Cause cause,
            String generation) {}
}

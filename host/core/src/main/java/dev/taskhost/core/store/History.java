package dev.taskhost.core.store;

import dev.taskhost.core.execution.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads executions for people. Thread-safe. */
public interface History {
    /** The newest executions of a task, newest first. */
    List<Run> newest(int taskId, int limit);

    /**
     * One execution.
     *
     * @param fireAt epoch milliseconds; null for rows another program wrote
     * @param startedAt epoch milliseconds by the host's clock; null as above
     * @param endedAt epoch milliseconds; null while it runs, or as above
     * @param createdAt {@code create_at}, epoch seconds as the database tells them
     * @param node the host that ran it; null as above
     * @param extra JSON text
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
            @Nullable String node) {}
}

package dev.taskhost.core.store;

import dev.taskhost.core.execution.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is to be run beside the triggers, and which executions are to be stopped. Thread-safe. Every method may
 * throw {@link StoreUnavailableException}.
 */
public interface TaskQueue {
    /**
     * Entries due by an instant, oldest first, the first few of each task; those whose task an execution of ours holds come last.
     *
     * @param until epoch milliseconds
     */
    List<Entry> due(long until, int limit);

    /** Every execution that is asked to stop and has not ended; requests for those that have are removed. */
    List<StopRequest> stopRequests();

    /**
     * Something to be run.
     *
     * @param fireAt the fire time it serves, epoch milliseconds
     * @param attempt of that fire time, from 1
     * @param dueAt not before, epoch milliseconds
     */
    record NewEntry(int taskId, long fireAt, int attempt, long dueAt, Cause cause) {}

    /**
     * Something to be run that waits in the database.
     *
     * @param args the arguments it was asked for with; null: the task's own
     * @param forced it runs although the task is disabled
     * @param task whether it may run
     * @param held whether an execution of ours holds the task
     */
    record Entry(long id, NewEntry what, @Nullable List<String> args, boolean forced, TaskState task, boolean held) {}

    /** What the task of an entry looks like. */
    enum TaskState {
        ENABLED,
        DISABLED,
        /** Its row is gone. */
        GONE
    }

    /**
     * An execution that is asked to stop.
     *
     * @param reason for its row
     */
    record StopRequest(long executionId, String reason) {}
}

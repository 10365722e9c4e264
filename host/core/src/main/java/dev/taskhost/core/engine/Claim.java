package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.engine.SchedulerEvent.Execution;
import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.task.TaskDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution that the ledger gave this host.
 *
 * @param args those it was asked for with; null: the task's own
 * @param forced what to call although the task is disabled; null: what the task says when it is called
 */
record Claim(
        TaskState task,
        long executionId,
        long fireAt,
        int attempt,
        Cause cause,
        String traceId,
        @Nullable List<String> args,
        @Nullable Callee forced) {

    /** What is called: null when the task does not run any more. */
    @Nullable
    Callee callee() {
        return forced != null ? forced : Callee.of(task);
    }

    Execution execution(long startedAt) {
        Callee callee = callee();
        String name = callee == null ? task.row.executeFunc() : callee.body().name();
        return new Execution(
                executionId, task.id, task.row.taskKey(), name, traceId, fireAt, startedAt, attempt, cause);
    }

    /** A body and how it is to be run. */
    record Callee(TaskDefinition definition, Body body) {
        static @Nullable Callee of(TaskState task) {
            TaskDefinition definition = task.definition;
            Body body = task.body;
            return definition == null || body == null ? null : new Callee(definition, body);
        }
    }
}

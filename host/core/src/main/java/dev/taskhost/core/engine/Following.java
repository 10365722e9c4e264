package dev.taskhost.core.engine;

import dev.taskhost.core.engine.SchedulerEvent.Execution;
import dev.taskhost.core.engine.SchedulerEvent.NextMissing;
import dev.taskhost.core.engine.SchedulerEvent.Retrying;
import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import dev.taskhost.core.task.RetryPolicy;
import dev.taskhost.core.task.TaskPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is to be run because an execution ended: the next attempt, and the tasks after it. Confined to the engine's thread. */
final class Following {
    private final Board board;
    private final Consumer<SchedulerEvent> events;

    Following(Board board, Consumer<SchedulerEvent> events) {
        this.board = board;
        this.events = events;
    }

    /** What follows an end; often nothing. */
    List<NewEntry> of(Execution execution, TaskPolicy policy, Status status, long endedAt) {
        return switch (status) {
            case SUCCESS -> next(execution, policy.next(), endedAt);
            case FAIL, TIMEOUT -> retry(execution, policy, endedAt);
            default -> List.of();
        };
    }

    private List<NewEntry> retry(Execution execution, TaskPolicy policy, long endedAt) {
        RetryPolicy retry = policy.retry();
        if (retry == null || execution.attempt() > retry.max()) {
            return List.of();
        }
        int attempt = execution.attempt() + 1;
        long dueAt = endedAt
                + retry.delayBefore(attempt, spread(execution.traceId())).toMillis();
        events.accept(new Retrying(execution, attempt, dueAt));
        return List.of(new NewEntry(execution.taskId(), execution.fireAt(), attempt, dueAt, Cause.RETRY));
    }

    private List<NewEntry> next(Execution execution, List<String> keys, long endedAt) {
        if (keys.isEmpty()) {
            return List.of();
        }
        List<NewEntry> entries = new ArrayList<>();
        for (String key : keys) {
            Integer taskId = board.ownerOf(key);
            if (taskId == null) {
                events.accept(new NextMissing(execution, key));
            } else {
                entries.add(new NewEntry(taskId, endedAt, 1, endedAt, Cause.NEXT));
            }
        }
        return entries;
    }

    /** 0 to 1, evenly over executions: trace ids are random. */
    private static double spread(String traceId) {
        return (traceId.hashCode() & 0xFFFF) / 65_535.0;
    }
}

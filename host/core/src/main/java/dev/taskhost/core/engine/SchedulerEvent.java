package dev.taskhost.core.engine;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import org.jspecify.annotations.Nullable;

/** What a scheduler tells the outside, for logs and people. Times are epoch milliseconds. */
public sealed interface SchedulerEvent {
    /** A task was registered, or registered anew; {@code nextFireAt} is null when it has none. */
    record Registered(
            int taskId,
            String taskKey,
            String body,
            @Nullable Long nextFireAt) implements SchedulerEvent {}

    /** Many tasks were registered at once, in id order from the first to the last of these keys. */
    record RegisteredMany(int tasks, String firstKey, String lastKey) implements SchedulerEvent {}

    /** A task was disabled or its row is gone. */
    record Unregistered(int taskId, String taskKey, String why) implements SchedulerEvent {}

    /** Columns changed that wait for disable/enable or reload; null when none waits any more. */
    record Pending(int taskId, String taskKey, @Nullable String columns) implements SchedulerEvent {}

    /** A row cannot be run; it was answered with this execution row, or, when null, had been answered before. */
    record Rejected(int taskId, String taskKey, @Nullable Long executionId, String reason) implements SchedulerEvent {}

    /** An execution started. */
    record Started(Execution execution) implements SchedulerEvent {}

    /**
     * An execution ended and its row says so.
     *
     * @param detail the error or the note, as far as there is one
     */
    record Ended(
            Execution execution,
            Status status,
            long endedAt,
            @Nullable String detail) implements SchedulerEvent {}

    /** An attempt failed, and the fire time is tried again. */
    record Retrying(Execution failed, int attempt, long dueAt) implements SchedulerEvent {}

    /** A task succeeded, but the one that {@code extra.next} names is not there, or disabled: nothing runs. */
    record NextMissing(Execution after, String taskKey) implements SchedulerEvent {}

    /** A fire time met a task that was still running, and waits. */
    record Queued(int taskId, String taskKey, long fireAt) implements SchedulerEvent {}

    /** An execution ended that had been declared lost before; the row stays as it was. */
    record EndDropped(Execution execution, Status status) implements SchedulerEvent {}

    /** A fire time met a task that was still running, or whose status is not {@code ready}. */
    record Skipped(int taskId, String taskKey, long executionId, long fireAt, String reason)
            implements SchedulerEvent {}

    /** Fire times passed unserved. */
    record Missed(int taskId, String taskKey, long first, long last, int count) implements SchedulerEvent {}

    /** An execution of a dead host was declared lost. */
    record Lost(long executionId, String taskKey, String node) implements SchedulerEvent {}

    /** A task that was {@code doing}, though no host of ours ran it for long, is {@code ready} again. */
    record Freed(String taskKey) implements SchedulerEvent {}

    /** The database does not answer, or refuses; what was to be written is kept and tried again. */
    record DatabaseAway(String reason, boolean transientFault) implements SchedulerEvent {}

    /** The database answers again. */
    record DatabaseBack(long awayMillis) implements SchedulerEvent {}

    /** This host's lease was lost: it was silent for too long, or another process runs under its name. */
    record LeaseLost(String reason) implements SchedulerEvent {}

    /** This host's clock and the database's differ by more than a minute; positive when ours is ahead. */
    record ClockOff(long offsetMillis) implements SchedulerEvent {}

    /** Executions beyond what their tasks keep were removed. */
    record Pruned(long executions) implements SchedulerEvent {}

    /** The database refuses to remove old executions; it is tried again. */
    record PruneFailed(String reason) implements SchedulerEvent {}

    /** What executions print cannot be stored; it is kept for a while, and tried again. */
    record OutputFailed(String reason) implements SchedulerEvent {}

    /** The heap was too full after a collection; {@code ended} is what is ended for it, null when nothing is left to end. */
    record HeapFull(HeapReading reading, @Nullable Execution ended) implements SchedulerEvent {}

    /** The heap stays full to the brim, and no execution is left whose end would help: the host cannot go on. */
    record HeapExhausted(HeapReading reading) implements SchedulerEvent {}

    /** A fault in the scheduler itself; it goes on. */
    record Fault(String what, Throwable cause) implements SchedulerEvent {
        private static final int DEEPEST = 20;

        /** Whether memory ran out under it: then nobody knows what else was left half done, and the host must not go on. */
        public boolean isOutOfMemory() {
            Throwable at = cause;
            for (int depth = 0; at != null && depth < DEEPEST; depth++) {
                if (at instanceof OutOfMemoryError) {
                    return true;
                }
                at = at.getCause();
            }
            return false;
        }
    }

    /** An execution under way. */
    record Execution(
            long executionId,
            int taskId,
            String taskKey,
            String body,
            String traceId,
            long fireAt,
            long startedAt,
            int attempt,
            Cause cause) {}
}

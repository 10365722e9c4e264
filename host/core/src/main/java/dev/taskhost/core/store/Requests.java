package dev.taskhost.core.store;

import dev.taskhost.core.execution.Status;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people ask of the hosts through the database, from a command or a page. Thread-safe; needs no lease. Every method
 * may throw {@link StoreUnavailableException}; a {@code taskKey} is compared exactly, and of several rows with one key the
 * lowest id is meant.
 */
public interface Requests {
    /**
     * Asks every host to read a task's whole row again: {@link ScheduleRow#reloads} counts up, and {@link
     * TaskTable#recentChanges} shows the row.
     *
     * @return false when no task bears that key
     */
    boolean reload(String taskKey);

    /**
     * Asks for a task to be run now, beside its fire times: once it is free, by whichever host takes it.
     *
     * @param args the arguments of this one run; null: the task's own
     * @param forced whether a disabled task is run too
     */
    FireResult fire(String taskKey, @Nullable List<String> args, boolean forced);

    /** Whether an attempt at a fire time waits in the queue. */
    boolean waits(int taskId, long fireAt, int attempt);

    /**
     * Asks whichever host runs an execution to stop it.
     *
     * @param reason for its row, up to 1024 characters
     */
    KillResult kill(long executionId, String reason);

    /**
     * Frees a task that nobody runs any more: {@code doing→ready}; its executions {@code todo} become {@code lost}.
     *
     * @param forced also when a live host of ours runs it, which goes on until it ends, unrecorded
     * @param aliveFor a host with a younger heartbeat is alive
     */
    ResetResult reset(String taskKey, boolean forced, Duration aliveFor);

    /** What came of {@link #reset}. */
    sealed interface ResetResult {
        /** It is {@code ready} now; so many executions were {@code todo}. */
        record Freed(int lost) implements ResetResult {}

        /** It was {@code ready}. */
        record WasReady() implements ResetResult {}

        /** A live host runs it. */
        record Running(long executionId, String node) implements ResetResult {}

        /** No task bears that key. */
        record NoTask() implements ResetResult {}
    }

    /** What came of {@link #fire}. */
    sealed interface FireResult {
        /** It is in the queue; its execution will bear this fire time, attempt 1. */
        record Queued(int taskId, long fireAt) implements FireResult {}

        /** No task bears that key. */
        record NoTask() implements FireResult {}

        /** {@code is_valid} is 0. */
        record Disabled() implements FireResult {}
    }

    /** What came of {@link #kill}. */
    sealed interface KillResult {
        /** It runs, as far as its row says, and its host is asked to stop it. */
        record Asked() implements KillResult {}

        /** It has ended. */
        record Ended(Status status) implements KillResult {}

        /** It runs in another program, which does not know of such requests. */
        record Foreign() implements KillResult {}

        /** There is none of this id. */
        record None() implements KillResult {}
    }
}

package dev.taskhost.core.store;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.TaskQueue.Entry;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import dev.taskhost.core.task.OverlapPolicy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All writes of an execution's life. Each call is one transaction over its whole batch, rows locked in task id order;
 * each may be repeated after {@link StoreUnavailableException}, also when the first try was in fact committed.
 *
 * <p>Every write carries the {@link Lease} of the host; a host whose lease was superseded changes nothing and gets a
 * {@link LeaseLostException}.
 *
 * <p>One writer per host: calls come from one thread at a time.
 */
public interface Ledger {

    /**
     * Stores plans and answers what is in force. A row with the same fingerprint and a fire time keeps it unless {@link
     * Plan#replace} is set, so the first host to plan a task decides for all.
     *
     * @return in the order of {@code plans}
     */
    List<ScheduleRow> plan(Lease lease, List<Plan> plans);

    /**
     * Claims fire times and starts what may be started. In one transaction for each entry: the schedule moves from
     * {@code fireAt} to {@code nextFireAt} by compare-and-set; {@code task.status} moves from {@code ready} to {@code
     * doing} by compare-and-set where {@code is_valid=1}; an execution row is inserted with status {@code todo}.
     *
     * <p>A fire time may be claimed ahead, before it has come: {@code create_at} of its row is the fire time all the same.
     *
     * @return in the order of {@code starts}
     */
    List<StartResult> start(Lease lease, List<Start> starts);

    /**
     * Starts what waits in the queue, and takes it out. In one transaction for each entry: it is removed; {@code
     * task.status} moves from {@code ready} to {@code doing} by compare-and-set; an execution row is inserted.
     *
     * @param starts one for a task at most
     * @return in the order of {@code starts}
     */
    List<QueuedResult> startQueued(Lease lease, List<QueuedStart> starts);

    /**
     * Where schedules stand; changes nothing and locks nothing.
     *
     * @return the stored next fire time by task id; tasks without one are missing
     */
    Map<Integer, Long> fireTimes(Collection<Integer> taskIds);

    /**
     * Records fire times that passed unserved as one row with status {@code missed}, puts others into the queue, and moves
     * the schedule, by compare-and-set like a start. An entry whose schedule has moved meanwhile is left out.
     */
    void miss(Lease lease, List<Miss> batch);

    /**
     * Ends executions: the final status and {@code extra}, and {@code doing→ready} of the task where this execution holds
     * it; what follows on this end is put into the queue. A row that is final already stays as it is, and nothing follows.
     *
     * @return in the order of {@code ends}: true when the row now bears this end, false when it was ended otherwise
     *     before (declared lost)
     */
    List<Boolean> end(Lease lease, List<End> ends);

    /**
     * Answers a row that cannot be run with an execution row {@code rejected}, takes its fire time away, and remembers
     * the answer, so that the same answer is given once, also over hosts and restarts.
     *
     * @return in the order of {@code rejections}: the id of the new execution row, or null when it was answered before
     */
    List<@Nullable Long> reject(Lease lease, List<Rejection> rejections);

    /**
     * Takes the fire time away: the task was disabled. What it remembers of a date that has fired stays, so that
     * enabling it again does not fire the same spec twice.
     */
    void unplan(Lease lease, List<Integer> taskIds);

    /** Forgets tasks whose rows are gone. */
    void forget(Lease lease, List<Integer> taskIds);

    /** Shows which changed columns wait; {@code columns} comma-separated, null for none. */
    void pending(Lease lease, int taskId, @Nullable String columns);

    /**
     * A plan.
     *
     * @param nextFireAt epoch milliseconds; null for none
     * @param replace true on a new registration (enabled again, new spec); false when a host just came up and what is
     *     stored counts
     */
    record Plan(int taskId, String fingerprint, @Nullable Long nextFireAt, boolean replace) {}

    /**
     * A fire time to start.
     *
     * @param fireAt the planned instant; the schedule must still stand on it
     * @param nextFireAt the fire time after it; null for none
     * @param traceId 32 hex digits, unique; by it a repeated call recognises its own first try
     * @param overlap what becomes of it while the task is {@code doing}
     */
    record Start(int taskId, long fireAt, @Nullable Long nextFireAt, String traceId, OverlapPolicy overlap) {}

    /**
     * A queued entry to start.
     *
     * @param traceId as in {@link Start}
     * @param refusal why it cannot run: then it gets a row {@code skipped} that says so; null: run it
     */
    record QueuedStart(
            Entry entry, String traceId, @Nullable String refusal) {}

    /** What came of a {@link QueuedStart}. */
    sealed interface QueuedResult {
        /** It is ours: run it. */
        record Started(long executionId) implements QueuedResult {}

        /** The task is {@code doing}: the entry stays in the queue. */
        record Waiting() implements QueuedResult {}

        /** It does not run: the row {@code skipped} says why. */
        record Refused(long executionId, String reason) implements QueuedResult {}

        /** Another host took it. */
        record Gone() implements QueuedResult {}
    }

    /** What came of a {@link Start}. */
    sealed interface StartResult {
        /** It is ours: run it. */
        record Started(long executionId) implements StartResult {}

        /** The task was still {@code doing}: a row {@code skipped} was recorded, with the reason. */
        record Skipped(long executionId, String reason) implements StartResult {}

        /** The task was still {@code doing}: it waits in the queue, as its policy says. */
        record Queued() implements StartResult {}

        /** {@code is_valid} is 0 or the row is gone: nothing was recorded, the fire time was taken away. */
        record Disabled() implements StartResult {}

        /** It was claimed ahead, and the task is still {@code doing}: nothing was changed; by its fire time it may be free. */
        record NotYet() implements StartResult {}

        /** The schedule has moved: another host took the fire time, or the spec changed. What is stored now counts. */
        record Moved(ScheduleRow now) implements StartResult {}
    }

    /**
     * Fire times that passed unserved.
     *
     * @param expected the fire time the schedule stands on
     * @param first the first missed fire time
     * @param last the last missed fire time
     * @param count how many were missed; 0: none, all are queued
     * @param capped true when counting stopped at {@code count}, so that there were more
     * @param nextFireAt where the schedule goes; null for none
     * @param traceId as in {@link Start}
     * @param queued fire times that are run all the same
     */
    record Miss(
            int taskId,
            long expected,
            long first,
            long last,
            int count,
            boolean capped,
            @Nullable Long nextFireAt,
            String traceId,
            List<NewEntry> queued) {}

    /**
     * An end.
     *
     * @param status final
     * @param extra JSON object for {@code execute_task.extra}, at most 65,535 bytes of UTF-8
     * @param startedAt when the body was called, epoch milliseconds by the host's clock; null when it never was
     * @param endedAt when it ended, likewise
     * @param follows what is to be run because of it: the next attempt, other tasks
     * @param generation what it ran on, for a person, at most 255 characters; empty when it did not run
     */
    record End(
            long executionId,
            int taskId,
            Status status,
            String extra,
            @Nullable Long startedAt,
            long endedAt,
            List<NewEntry> follows,
            String generation) {
        /** Of an execution whose generation is not known. */
        public End(
                long executionId,
                int taskId,
                Status status,
                String extra,
                @Nullable Long startedAt,
                long endedAt,
                List<NewEntry> follows) {
            this(executionId, taskId, status, extra, startedAt, endedAt, follows, "");
        }
    }

    /**
     * An answer to a bad row.
     *
     * @param reason what is wrong and how to write it
     */
    record Rejection(int taskId, String fingerprint, String reason, String traceId) {}
}

package dev.taskhost.core.notice;

import dev.taskhost.core.notice.Outbox.NewNotice;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with tasks. The ledger writes an {@link Occurrence} in the very transaction that ends, misses, rejects or
 * loses an execution; one host at a time turns occurrences into open alarms and {@link NewNotice}s. Thread-safe. Times are
 * epoch milliseconds.
 */
public interface Alarms {
    /**
     * Takes the work of notices for one host; also renews it.
     *
     * @param hold for how long, should this host fall silent
     * @return false when another host has it
     */
    boolean claim(String node, long now, Duration hold);

    /** Gives the work back, so that another host may take it at once; nothing happens when another has it. */
    void release(String node);

    /** What happened and was not taken in yet, the oldest first. */
    List<Occurrence> occurrences(int most);

    /** The open alarms of these tasks. */
    List<Alarm> open(Collection<Integer> taskIds);

    /** The open alarms, the newest first. */
    List<Alarm> list(int most);

    /** Tasks as they stand, by id; those whose rows are gone are missing. */
    Map<Integer, Subject> subjects(Collection<Integer> taskIds);

    /** Executions as they stand, by id; those that are gone are missing. */
    Map<Long, Detail> details(Collection<Long> executionIds);

    /**
     * Records a decision, all of it or nothing.
     *
     * @return false when another host was faster with one of its occurrences or alarms; then nothing was changed
     */
    boolean record(Decision decision);

    /** The open alarms of tasks that succeeded since, or, for {@link NoticeEvent#SKIPPED}, ran. */
    List<Over> over();

    /** Closes the alarms of tasks that are disabled or deleted, without a word. Answers how many. */
    int closeOfGone();

    /**
     * Valid tasks whose schedule stands on a fire time before {@code before}, of a slice of all tasks.
     *
     * @param afterTaskId begins with the next higher id
     * @param most looks at so many schedules at most
     */
    Slice overdue(int afterTaskId, int most, long before);

    /** Valid tasks whose fire times have met a running task since before {@code before}, or wait in the queue since then. */
    List<Overdue> held(long before, int most);

    /**
     * Something that happened to a task.
     *
     * @param executionId the row of {@code execute_task} that says more
     */
    record Occurrence(long id, int taskId, long executionId, NoticeEvent event, long at) {}

    /**
     * An open alarm: an event that a task has not recovered from.
     *
     * @param openedAt when it happened first
     * @param lastAt when it happened last
     * @param count how often so far
     * @param executionId the last execution it happened to; the newest of the task where there is no such
     * @param toldAt when people were told last; null: never
     * @param toldCount the count they were told
     * @param senders who told them; empty: nobody, as no route wanted it
     */
    record Alarm(
            int taskId,
            NoticeEvent event,
            String taskKey,
            long openedAt,
            long lastAt,
            long count,
            long executionId,
            @Nullable Long toldAt,
            long toldCount,
            List<String> senders) {
        public Alarm {
            senders = List.copyOf(senders);
        }
    }

    /** A task, as far as notices need it. */
    record Subject(int taskId, String taskKey, String description, String extra) {}

    /**
     * An execution, as far as notices need it.
     *
     * @param extra of {@code execute_task}: the error is in it
     * @param node the host it belongs to; empty when not known
     * @param fireAt its fire time; null for an answer to a bad row
     */
    record Detail(
            long executionId,
            String extra,
            String traceId,
            String node,
            @Nullable Long fireAt,
            int attempt) {}

    /**
     * What is to be recorded together.
     *
     * @param taken ids of occurrences that this settles
     * @param opened alarms that were not open
     * @param changed alarms that are open, by task and event
     * @param closed alarms that are open no more
     * @param notices what is to be sent
     */
    record Decision(
            List<Long> taken, List<Alarm> opened, List<Alarm> changed, List<Alarm> closed, List<NewNotice> notices) {
        public Decision {
            taken = List.copyOf(taken);
            opened = List.copyOf(opened);
            changed = List.copyOf(changed);
            closed = List.copyOf(closed);
            notices = List.copyOf(notices);
        }
    }

    /**
     * An alarm that is over.
     *
     * @param executionId the first execution that succeeded, or ran
     */
    record Over(Alarm alarm, long executionId) {}

    /**
     * A task that may be late.
     *
     * @param dueAt the fire time that no run has served
     * @param executionId the task's newest execution; 0 when it has none
     */
    record Overdue(Subject task, long dueAt, long executionId) {}

    /**
     * What a slice of tasks showed.
     *
     * @param lastTaskId the highest id looked at; null when there is none above
     */
    record Slice(List<Overdue> overdue, @Nullable Integer lastTaskId) {
        public Slice {
            overdue = List.copyOf(overdue);
        }
    }
}

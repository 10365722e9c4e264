package dev.taskhost.core.store;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes old executions: rows of {@code execute_task} that hosts wrote, with their own rows beside them. What another
 * program wrote stays, and so does what runs. Thread-safe; any call may be repeated.
 */
public interface Retention {
    /**
     * Takes the work for one host; also renews it. By the database's clock. Two hosts at it at once would do no harm, only
     * the work twice.
     *
     * @param node who asks
     * @param hold for how long, should this host fall silent
     * @return false when it is not due, or another host has it
     */
    boolean claim(String node, Duration hold);

    /** The work is done, and due again after {@code every}; nothing happens when another host has it. */
    void finish(String node, Duration every);

    /**
     * What there is, task by task, in the order of task ids; also of tasks whose rows are gone.
     *
     * @param afterTaskId begins with the next higher one
     * @param most so many tasks at most
     */
    List<Stock> stocks(int afterTaskId, int most);

    /**
     * The id of a task's oldest execution that stays when {@code rows} are kept, whoever wrote them; 0 when there are no
     * more than that.
     *
     * @param rows at least 1
     */
    long keptFrom(int taskId, int rows);

    /**
     * Removes the oldest final executions of tasks, one task after the other, in one transaction.
     *
     * @param most so many executions at most
     */
    Removal remove(List<Surplus> surpluses, int most);

    /**
     * Removes the hosts' rows of executions that somebody deleted from {@code execute_task} by hand.
     *
     * @param endedBefore epoch milliseconds; those that ended later stay
     * @param most so many at most
     * @return how many were removed; fewer than {@code most} when none is left
     */
    int removeOrphans(int taskId, long endedBefore, int most);

    /**
     * The executions of one task.
     *
     * @param extra of the task's row; null when that is gone
     * @param count how many
     * @param oldest the lowest id
     * @param newest the highest id
     * @param oldestEndedAt when the oldest ended, epoch milliseconds; when it was due, should it still run
     * @param orphaned whether the oldest was deleted from {@code execute_task}
     */
    record Stock(
            int taskId,
            @Nullable String extra,
            long count,
            long oldest,
            long newest,
            long oldestEndedAt,
            boolean orphaned) {}

    /**
     * What is to be removed of one task: from its lowest id on, as long as the id is below {@code below} or the execution
     * ended before {@code endedBefore}.
     *
     * @param from the lowest id that comes into question
     * @param below 0 for none
     * @param endedBefore epoch milliseconds; {@code Long.MIN_VALUE} for none
     * @param until ids from this one on stay in any case
     */
    record Surplus(int taskId, long from, long below, long endedBefore, long until) {}

    /**
     * What a call removed.
     *
     * @param rows how many executions
     * @param finished of so many tasks, from the first on, nothing is left to remove
     */
    record Removal(int rows, int finished) {}
}

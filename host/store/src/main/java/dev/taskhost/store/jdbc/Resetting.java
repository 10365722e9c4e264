package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Requests.ResetResult;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Frees tasks that nobody runs any more, within the caller's transaction: {@code task.status} becomes {@code ready}, no
 * execution holds the task, and what was {@code todo} is {@code lost}.
 */
final class Resetting {
    private final Connection c;
    private final Dialect dialect;
    private final long now;
    private final boolean noted;

    /**
     * @param now ends what was {@code todo}, epoch milliseconds
     * @param noted whether people are told of what {@link #freeForgotten} finds; who asks for a reset knows
     */
    Resetting(Connection c, Dialect dialect, long now, boolean noted) {
        this.c = c;
        this.dialect = dialect;
        this.now = now;
        this.noted = noted;
    }

    /** Frees one task, unless a live host of ours runs it. */
    ResetResult reset(int taskId, boolean forced, Duration aliveFor) throws SQLException {
        Slot slot = Schedules.lock(c, List.of(taskId)).get(taskId);
        Statuses.State state = Statuses.lock(c, List.of(taskId)).get(taskId);
        Long holder = slot == null ? null : slot.row().executionId();
        if (holder != null && !forced) {
            List<String> alive = aliveRunner(holder, aliveFor);
            if (!alive.isEmpty()) {
                return new ResetResult.Running(holder, alive.getFirst());
            }
        }
        boolean ready = state == null || state.status().equals(Statuses.READY);
        int lost = free(List.of(taskId), "taskhost reset: nothing was known to run it any more")
                .size();
        return ready && holder == null && lost == 0 ? new ResetResult.WasReady() : new ResetResult.Freed(lost);
    }

    /** Frees all tasks of which nobody of ours knows and nothing was heard for so long. Answers their keys. */
    List<String> freeForgotten(Duration unchangedFor) throws SQLException {
        String since = dialect.secondsAgo();
        long seconds = unchangedFor.toSeconds();
        List<Integer> ids = Bulk.query(
                c,
                "SELECT t.id FROM task t LEFT JOIN task_schedule s ON s.task_id = t.id WHERE t.status = 'doing'"
                        + " AND s.execution_id IS NULL AND t.update_at < " + since
                        + " AND NOT EXISTS (SELECT 1 FROM execute_task e WHERE e.task_id = t.id AND e.create_at >= "
                        + since + ") ORDER BY t.id",
                r -> r.getInt(1),
                seconds,
                seconds);
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Integer, Slot> slots = Schedules.lock(c, ids);
        List<Integer> still = ids.stream()
                .filter(id -> {
                    Slot slot = slots.get(id);
                    return slot == null || slot.row().executionId() == null;
                })
                .toList();
        List<Long> lost = free(
                still,
                "its task was doing for more than " + seconds + " s, and no host ran it (free_doing_after_seconds)");
        if (noted) {
            OccurrenceRows.ofLost(c, lost, now);
        }
        return Bulk.select(c, "SELECT task_key FROM task WHERE id IN ({ids})", still, r -> r.getString(1));
    }

    private List<String> aliveRunner(long executionId, Duration aliveFor) throws SQLException {
        return Bulk.query(
                c,
                "SELECT n.node FROM task_execution x JOIN task_node n ON n.node = x.node AND n.epoch = x.epoch"
                        + " WHERE x.execution_id = ? AND n.state = 'live' AND n.heartbeat_at >= " + dialect.nowMillis()
                        + " - ?",
                r -> r.getString(1),
                executionId,
                aliveFor.toMillis());
    }

    /** Answers the executions that were lost by it. */
    private List<Long> free(Collection<Integer> taskIds, String reason) throws SQLException {
        Bulk.update(
                c, "UPDATE task_schedule SET execution_id = NULL, status_held = 0 WHERE task_id IN ({ids})", taskIds);
        Bulk.update(
                c,
                "UPDATE task SET status = 'ready', update_at = update_at WHERE status <> 'ready' AND id IN ({ids})",
                taskIds);
        List<Long> open = Bulk.select(
                c,
                "SELECT id FROM execute_task WHERE status = 'todo' AND task_id IN ({ids}) ORDER BY id FOR UPDATE",
                taskIds,
                r -> r.getLong(1));
        Bulk.update(
                c,
                "UPDATE execute_task SET status = ?, extra = ? WHERE id IN ({ids})",
                open,
                Status.LOST.word(),
                Extras.err(reason));
        Bulk.update(
                c,
                "UPDATE task_execution SET ended_at = ? WHERE ended_at IS NULL AND execution_id IN ({ids})",
                open,
                now);
        return open;
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Nodes.Lost;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import dev.taskhost.core.task.RetryPolicy;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskPolicy;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that declares silent hosts dead, ends what they left, and frees their tasks. What is left is found
 * through {@code task_schedule.execution_id}, which is set and cleared in the same transactions as the executions.
 */
final class Recovery {
    private static final String LEFT = "SELECT s.task_id, s.execution_id, x.node, n.heartbeat_at, t.task_key,"
            + " t.extra, x.fire_at, x.attempt"
            + " FROM task_schedule s JOIN task_execution x ON x.execution_id = s.execution_id"
            + " JOIN task_node n ON n.node = x.node LEFT JOIN task t ON t.id = s.task_id"
            + " WHERE s.execution_id IS NOT NULL AND x.epoch < n.epoch ORDER BY s.task_id";

    private static final int MOST_RECOVERIES = 3;

    private final Connection c;
    private final Dialect dialect;
    private final Lease lease;
    private final long now;
    private final boolean noted;

    Recovery(Connection c, Dialect dialect, Lease lease, long now, boolean noted) {
        this.c = c;
        this.dialect = dialect;
        this.lease = lease;
        this.now = now;
        this.noted = noted;
    }

    /** An execution whose host is gone. */
    private record Left(
            int taskId,
            long executionId,
            String node,
            long heartbeatAt,
            @Nullable String taskKey,
            @Nullable String extra,
            @Nullable Long fireAt,
            int attempt) {}

    List<Lost> run(Duration deadAfter, boolean first) throws SQLException {
        List<String> silent = silent(deadAfter, List.of());
        if (silent.isEmpty()) {
            Fence.checkAlone(c, lease);
        } else {
            lockInOrder(silent);
        }
        boolean died = !silent.isEmpty() && declareDead(silent(deadAfter, silent));
        if (!died && !first) {
            return List.of();
        }
        if (first) {
            freeDangling();
        }
        return end(Bulk.query(c, LEFT, Recovery::read));
    }

    private List<String> silent(Duration deadAfter, List<String> among) throws SQLException {
        List<String> names = Bulk.query(
                c,
                "SELECT node FROM task_node WHERE state = 'live' AND node <> ? AND heartbeat_at < "
                        + dialect.nowMillis() + " - ? ORDER BY node",
                r -> r.getString(1),
                lease.node(),
                deadAfter.toMillis());
        return among.isEmpty() ? names : names.stream().filter(among::contains).toList();
    }

    /** In name order, our own among them, so that two hosts that declare each other dead do not deadlock. */
    private void lockInOrder(List<String> silent) throws SQLException {
        TreeSet<String> names = new TreeSet<>(silent);
        names.add(lease.node());
        Bulk.select(
                c,
                "SELECT node FROM task_node WHERE node IN ({ids}) ORDER BY node FOR UPDATE",
                names,
                r -> r.getString(1));
        Fence.checkAlone(c, lease);
    }

    private boolean declareDead(List<String> nodes) throws SQLException {
        return Bulk.update(
                        c,
                        "UPDATE task_node SET state = 'dead', epoch = epoch + 1 WHERE state = 'live' AND node IN ({ids})",
                        nodes)
                > 0;
    }

    /**
     * A schedule may name an execution that {@code task_execution} does not know, when that table was emptied by hand. It
     * is freed when we are the only host, because then nobody runs it.
     */
    private void freeDangling() throws SQLException {
        List<Integer> dangling = Bulk.query(
                c,
                "SELECT s.task_id FROM task_schedule s LEFT JOIN task_execution x ON x.execution_id = s.execution_id"
                        + " WHERE s.execution_id IS NOT NULL AND x.execution_id IS NULL AND NOT EXISTS"
                        + " (SELECT 1 FROM task_node n WHERE n.state = 'live' AND n.node <> ?)",
                r -> r.getInt(1),
                lease.node());
        Freeing.free(c, List.copyOf(Schedules.lock(c, dangling).values()));
    }

    private List<Lost> end(List<Left> seen) throws SQLException {
        Map<Integer, Slot> slots =
                Schedules.lock(c, seen.stream().map(Left::taskId).toList());
        List<Left> left =
                seen.stream().filter(l -> stillHeld(slots.get(l.taskId()), l)).toList();
        List<Lost> lost = new ArrayList<>();
        for (List<Left> ofNode :
                left.stream().collect(Collectors.groupingBy(Left::node)).values()) {
            lost.addAll(endOfNode(ofNode));
        }
        Freeing.free(c, left.stream().map(l -> slot(slots, l)).toList());
        return lost;
    }

    private static Slot slot(Map<Integer, Slot> slots, Left left) {
        Slot slot = slots.get(left.taskId());
        if (slot == null) {
            throw new IllegalStateException("no locked schedule for " + left);
        }
        return slot;
    }

    private static boolean stillHeld(@Nullable Slot slot, Left left) {
        Long holder = slot == null ? null : slot.row().executionId();
        return holder != null && holder == left.executionId();
    }

    private List<Lost> endOfNode(List<Left> left) throws SQLException {
        List<Long> ids = left.stream().map(Left::executionId).sorted().toList();
        List<Long> open = Bulk.select(
                c,
                "SELECT id FROM execute_task WHERE status = 'todo' AND id IN ({ids}) ORDER BY id FOR UPDATE",
                ids,
                r -> r.getLong(1));
        Bulk.update(
                c,
                "UPDATE execute_task SET status = ?, extra = ? WHERE status = 'todo' AND id IN ({ids})",
                open,
                Status.LOST.word(),
                Extras.err(why(left.getFirst())));
        Bulk.update(
                c,
                "UPDATE task_execution SET ended_at = ? WHERE ended_at IS NULL AND execution_id IN ({ids})",
                ids,
                now);
        Set<Long> openIds = Set.copyOf(open);
        List<Left> lost =
                left.stream().filter(l -> openIds.contains(l.executionId())).toList();
        QueueRows.insert(c, lost.stream().flatMap(this::again).toList());
        if (noted) {
            OccurrenceRows.ofLost(c, openIds, now);
        }
        return lost.stream()
                .map(l -> new Lost(l.executionId(), l.taskId(), l.taskKey() == null ? "" : l.taskKey(), l.node()))
                .toList();
    }

    /** The next attempt, where {@code extra.recover} asks for it; not for ever, as it may be the task that kills hosts. */
    private Stream<NewEntry> again(Left left) {
        TaskPolicy policy = left.extra() == null ? null : TaskDefinition.policyOf(left.extra());
        Long fireAt = left.fireAt();
        if (policy == null || !policy.recover() || fireAt == null) {
            return Stream.of();
        }
        RetryPolicy retry = policy.retry();
        int most = Math.max(MOST_RECOVERIES, retry == null ? 0 : retry.max());
        return left.attempt() > most
                ? Stream.of()
                : Stream.of(new NewEntry(left.taskId(), fireAt, left.attempt() + 1, now, Cause.RECOVER));
    }

    private String why(Left left) {
        return left.node().equals(lease.node())
                ? "host " + left.node()
                        + " ended without ending this execution (a crash or kill -9), and has started again"
                : "host " + left.node() + " died: its last heartbeat was at " + Extras.utc(left.heartbeatAt())
                        + " by the database's clock";
    }

    private static Left read(ResultSet r) throws SQLException {
        return new Left(
                r.getInt(1),
                r.getLong(2),
                r.getString(3),
                r.getLong(4),
                r.getString(5),
                r.getString(6),
                Bulk.longOrNull(r, 7),
                r.getInt(8));
    }
}

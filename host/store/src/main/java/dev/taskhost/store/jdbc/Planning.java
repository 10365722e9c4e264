package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Transactions on plans: store, take away, forget. */
final class Planning {
    private final Write w;
    private final Connection c;

    Planning(Write w) {
        this.w = w;
        this.c = w.c();
    }

    List<ScheduleRow> plan(List<Plan> plans) throws SQLException {
        Fence.check(w);
        TreeMap<Integer, Plan> open = new TreeMap<>();
        plans.forEach(p -> open.put(p.taskId(), p));
        Map<Integer, ScheduleRow> inForce = new HashMap<>();
        decide(open, inForce);
        if (!open.isEmpty()) {
            insertNew(open, inForce);
        }
        return plans.stream()
                .map(p -> inForce.getOrDefault(p.taskId(), Schedules.none(p.taskId())))
                .toList();
    }

    /** Settles plans whose row is there, and takes them out of {@code open}. */
    private void decide(SortedMap<Integer, Plan> open, Map<Integer, ScheduleRow> inForce) throws SQLException {
        List<@Nullable Object[]> changed = new ArrayList<>();
        for (Slot slot : Schedules.lock(c, open.keySet()).values()) {
            Plan plan = open.remove(slot.row().taskId());
            if (plan == null) {
                throw new IllegalStateException("locked a row nobody asked for: " + slot.row());
            }
            if (keeps(slot.row(), plan)) {
                inForce.put(plan.taskId(), slot.row());
                continue;
            }
            ScheduleRow row = planned(slot.row(), plan);
            inForce.put(plan.taskId(), row);
            changed.add(new @Nullable Object[] {
                row.taskId(), row.fingerprint(), row.nextFireAt(), row.lastFireAt(), null, null
            });
        }
        w.set(
                "task_schedule",
                List.of("task_id", "fingerprint", "next_fire_at", "last_fire_at", "rejection", "rejection_id"),
                changed);
    }

    private static boolean keeps(ScheduleRow row, Plan plan) {
        return !plan.replace() && row.nextFireAt() != null && row.fingerprint().equals(plan.fingerprint());
    }

    private static ScheduleRow planned(ScheduleRow before, Plan plan) {
        boolean same = before.fingerprint().equals(plan.fingerprint());
        return new ScheduleRow(
                plan.taskId(),
                plan.fingerprint(),
                plan.nextFireAt(),
                same ? before.lastFireAt() : null,
                before.executionId(),
                before.reloads(),
                null,
                before.pending());
    }

    /** Another host may insert the same rows at this moment: then ours are ignored, and its plans are in force. */
    private void insertNew(SortedMap<Integer, Plan> open, Map<Integer, ScheduleRow> inForce) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Plan plan : open.values()) {
            rows.add(new @Nullable Object[] {plan.taskId(), plan.fingerprint(), plan.nextFireAt()});
        }
        int inserted = Bulk.insert(
                c, "INSERT IGNORE INTO task_schedule (task_id, fingerprint, next_fire_at) VALUES {rows}", rows);
        if (inserted == rows.size()) {
            open.values().forEach(p -> inForce.put(p.taskId(), planned(Schedules.none(p.taskId()), p)));
        } else {
            decide(open, inForce);
        }
    }

    void unplan(Collection<Integer> taskIds) throws SQLException {
        Fence.check(w);
        Schedules.lock(c, taskIds);
        Bulk.update(
                c,
                "UPDATE task_schedule SET next_fire_at = NULL, rejection = NULL, rejection_id = NULL"
                        + " WHERE task_id IN ({ids})",
                taskIds);
    }

    /** While an execution holds the task its row stays, without a plan, so that a dead host's execution is still found. */
    void forget(Collection<Integer> taskIds) throws SQLException {
        Fence.check(w);
        Schedules.lock(c, taskIds);
        Bulk.update(c, "DELETE FROM task_schedule WHERE execution_id IS NULL AND task_id IN ({ids})", taskIds);
        Bulk.update(
                c,
                "UPDATE task_schedule SET fingerprint = '', next_fire_at = NULL, last_fire_at = NULL, pending = NULL,"
                        + " rejection = NULL, rejection_id = NULL WHERE task_id IN ({ids})",
                taskIds);
    }

    void pending(int taskId, @Nullable String columns) throws SQLException {
        Fence.check(w);
        Bulk.execute(c, "UPDATE task_schedule SET pending = ? WHERE task_id = ?", columns, taskId);
    }
}

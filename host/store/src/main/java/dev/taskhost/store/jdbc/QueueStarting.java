package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.QueuedResult;
import dev.taskhost.core.store.Ledger.QueuedStart;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that starts entries of the queue. Who has an entry is decided by its row: it is locked, and removed in
 * the same transaction that inserts its execution. An entry that is gone is looked up by its fire time: the same trace id
 * means that it was this very call, whose answer was lost.
 */
final class QueueStarting {
    private final Write w;
    private final Connection c;
    private final List<QueuedStart> starts;

    private final Map<Long, QueuedResult> results = new HashMap<>();
    private final List<QueuedStart> granted = new ArrayList<>();
    private final List<QueuedStart> refused = new ArrayList<>();
    private final Map<Long, String> reasons = new HashMap<>();
    private final List<Long> served = new ArrayList<>();
    private Map<Integer, Slot> slots = Map.of();
    private Map<Integer, Statuses.State> states = Map.of();

    QueueStarting(Write w, List<QueuedStart> starts) {
        this.w = w;
        this.c = w.c();
        this.starts = starts;
    }

    List<QueuedResult> run() throws SQLException {
        Fence.check(w);
        List<Integer> taskIds = starts.stream().map(s -> what(s).taskId()).toList();
        slots = Schedules.lock(c, taskIds);
        w.turn().take();
        states = Statuses.lock(c, taskIds);
        Set<Long> present = lockEntries();
        Map<Executions.Key, Executions.Found> found =
                Executions.find(c, starts.stream().map(QueueStarting::key).toList());
        for (QueuedStart start : starts) {
            sort(start, present.contains(start.entry().id()), found.get(key(start)));
        }
        record();
        return starts.stream().map(this::result).toList();
    }

    private QueuedResult result(QueuedStart start) {
        QueuedResult result = results.get(start.entry().id());
        if (result == null) {
            throw new IllegalStateException("no result for " + start);
        }
        return result;
    }

    private Set<Long> lockEntries() throws SQLException {
        TreeSet<Long> ids = new TreeSet<>();
        starts.forEach(start -> ids.add(start.entry().id()));
        return new HashSet<>(Bulk.select(
                c, "SELECT id FROM task_queue WHERE id IN ({ids}) ORDER BY id FOR UPDATE", ids, r -> r.getLong(1)));
    }

    private void sort(QueuedStart start, boolean present, Executions.@Nullable Found found) throws SQLException {
        if (!present) {
            results.put(start.entry().id(), firstAnswer(start, found));
        } else if (found != null) {
            sortServed(start);
        } else if (start.refusal() != null) {
            refuse(start, start.refusal());
        } else {
            sortByTask(start);
        }
    }

    private static QueuedResult firstAnswer(QueuedStart start, Executions.@Nullable Found row) {
        if (row == null || !row.traceId().equals(start.traceId())) {
            return new QueuedResult.Gone();
        }
        return Status.SKIPPED.word().equals(row.status()) && row.extra() != null
                ? new QueuedResult.Refused(row.executionId(), Extras.readErr(row.extra()))
                : new QueuedResult.Started(row.executionId());
    }

    /** The fire time has its row already: one that somebody asked for at that very millisecond, or one set back by hand. */
    private void sortServed(QueuedStart start) throws SQLException {
        long id = start.entry().id();
        if (QueueRows.isMovable(what(start).cause())) {
            Bulk.execute(c, "UPDATE task_queue SET fire_at = fire_at + 1 WHERE id = ?", id);
            results.put(id, new QueuedResult.Waiting());
        } else {
            served.add(id);
            results.put(id, new QueuedResult.Gone());
        }
    }

    private void sortByTask(QueuedStart start) {
        Statuses.State task = states.get(what(start).taskId());
        Slot slot = slots.get(what(start).taskId());
        if (task == null) {
            refuse(start, "its task was deleted before it could run");
        } else if (!task.valid() && !start.entry().forced()) {
            refuse(start, "its task was disabled before it could run");
        } else if (slot != null && slot.row().executionId() != null) {
            results.put(start.entry().id(), new QueuedResult.Waiting());
        } else if (isFree(task.status(), slot)) {
            granted.add(start);
        } else {
            results.put(start.entry().id(), new QueuedResult.Waiting());
        }
    }

    private static boolean isFree(String status, @Nullable Slot slot) {
        boolean stale = slot != null && slot.statusHeld();
        return status.equals(Statuses.READY) || (stale && status.equals(Statuses.DOING));
    }

    private void refuse(QueuedStart start, String reason) {
        refused.add(start);
        reasons.put(start.entry().id(), Extras.clip(reason));
    }

    private void record() throws SQLException {
        List<Executions.NewRow> rows = new ArrayList<>();
        granted.forEach(s -> rows.add(row(s, Status.TODO, "{}", null)));
        refused.forEach(s -> rows.add(row(s, Status.SKIPPED, Extras.err(reason(s)), w.now())));
        List<Integer> grantedIds = granted.stream().map(s -> what(s).taskId()).toList();
        Set<Integer> kept = Statuses.move(c, grantedIds, Statuses.READY, Statuses.DOING);
        List<Long> ids = Executions.insert(w, rows, false);
        hold(ids, kept);
        for (int i = 0; i < refused.size(); i++) {
            QueuedStart s = refused.get(i);
            results.put(s.entry().id(), new QueuedResult.Refused(ids.get(granted.size() + i), reason(s)));
        }
        List<Long> done = new ArrayList<>(served);
        granted.forEach(s -> done.add(s.entry().id()));
        refused.forEach(s -> done.add(s.entry().id()));
        QueueRows.delete(c, done);
    }

    private void hold(List<Long> ids, Set<Integer> kept) throws SQLException {
        List<@Nullable Object[]> moves = new ArrayList<>();
        List<@Nullable Object[]> unplanned = new ArrayList<>();
        for (int i = 0; i < granted.size(); i++) {
            QueuedStart s = granted.get(i);
            int taskId = what(s).taskId();
            Slot slot = slots.get(taskId);
            ScheduleRow schedule = slot == null ? Schedules.none(taskId) : slot.row();
            if (slot == null) {
                unplanned.add(new Object[] {taskId});
            }
            boolean held = kept.contains(taskId) || !isReady(taskId);
            moves.add(new @Nullable Object[] {
                taskId, schedule.nextFireAt(), schedule.lastFireAt(), ids.get(i), held ? 1 : 0
            });
            results.put(s.entry().id(), new QueuedResult.Started(ids.get(i)));
        }
        Bulk.insert(c, "INSERT INTO task_schedule (task_id) VALUES {rows}", unplanned);
        Schedules.move(w, moves);
    }

    private boolean isReady(int taskId) {
        Statuses.State state = states.get(taskId);
        return state != null && state.status().equals(Statuses.READY);
    }

    private String reason(QueuedStart start) {
        return reasons.getOrDefault(start.entry().id(), "");
    }

    private static Executions.NewRow row(QueuedStart s, Status status, String extra, @Nullable Long endedAt) {
        NewEntry what = what(s);
        return new Executions.NewRow(
                what.taskId(), what.fireAt(), what.attempt(), status, extra, s.traceId(), endedAt, what.cause());
    }

    private static NewEntry what(QueuedStart start) {
        return start.entry().what();
    }

    private static Executions.Key key(QueuedStart start) {
        NewEntry what = what(start);
        return new Executions.Key(what.taskId(), what.fireAt(), what.attempt());
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.notice.Alarms.Overdue;
import dev.taskhost.core.notice.Alarms.Slice;
import dev.taskhost.core.notice.Alarms.Subject;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds tasks whose fire times no run has served for long, within the caller's transaction. */
final class OverdueTasks {
    /** The columns that {@link #readSubject} reads. */
    static final String TASK = "t.id, t.task_key, t.`desc`, t.extra";

    private static final String NEWEST =
            "COALESCE((SELECT MAX(x.execution_id) FROM task_execution x WHERE x.task_id = t.id), 0)";

    private static final String OVERDUE = "SELECT " + TASK + ", s.next_fire_at, " + NEWEST
            + " FROM task_schedule s JOIN task t ON t.id = s.task_id"
            + " WHERE s.task_id > ? AND s.task_id <= ? AND s.next_fire_at < ? AND t.is_valid <> 0 ORDER BY t.id";

    private static final String SKIPPING = "SELECT " + TASK + ", a.opened_at, " + NEWEST
            + " FROM task_alarm a JOIN task t ON t.id = a.task_id"
            + " WHERE a.event = 'skipped' AND a.opened_at < ? AND t.is_valid <> 0 ORDER BY a.opened_at LIMIT ?";

    private static final String QUEUED = "SELECT " + TASK + ", q.due_at, " + NEWEST
            + " FROM (SELECT task_id, MIN(due_at) AS due_at FROM task_queue WHERE due_at < ? AND cause = 'overlap'"
            + " GROUP BY task_id) q JOIN task t ON t.id = q.task_id WHERE t.is_valid <> 0 ORDER BY q.due_at LIMIT ?";

    private OverdueTasks() {}

    /** Of those that stand on an old fire time, a slice along the key of {@code task_schedule}. */
    static Slice slice(Connection c, int afterTaskId, int most, long before) throws SQLException {
        Bounds bounds = Bulk.query(
                        c,
                        "SELECT COUNT(*), MAX(p.task_id) FROM (SELECT task_id FROM task_schedule WHERE task_id > ?"
                                + " ORDER BY task_id LIMIT ?) p",
                        r -> new Bounds(r.getInt(1), r.getInt(2)),
                        afterTaskId,
                        most)
                .getFirst();
        if (bounds.count() == 0) {
            return new Slice(List.of(), null);
        }
        List<Overdue> overdue = Bulk.query(c, OVERDUE, OverdueTasks::read, afterTaskId, bounds.last(), before);
        return new Slice(overdue, bounds.count() < most ? null : bounds.last());
    }

    /** Of a slice: how many tasks it has, and the highest id; 0 for none. */
    private record Bounds(int count, int last) {}

    /** Those that met a running task, or wait for one in the queue. */
    static List<Overdue> held(Connection c, long before, int most) throws SQLException {
        List<Overdue> held = new ArrayList<>(Bulk.query(c, SKIPPING, OverdueTasks::read, before, most));
        held.addAll(Bulk.query(c, QUEUED, OverdueTasks::read, before, most));
        return held;
    }

    /** Reads a task from the first four columns. */
    static Subject readSubject(ResultSet r) throws SQLException {
        return new Subject(r.getInt(1), r.getString(2), r.getString(3), r.getString(4));
    }

    private static Overdue read(ResultSet r) throws SQLException {
        return new Overdue(readSubject(r), r.getLong(5), r.getLong(6));
    }
}

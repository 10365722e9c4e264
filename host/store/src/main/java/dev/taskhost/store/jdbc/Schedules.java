package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rows of {@code task_schedule}, within the caller's transaction. */
final class Schedules {
    /** Selected of alias {@code s}, for {@link #read}. */
    static final String COLUMNS = "s.task_id, s.fingerprint, s.next_fire_at, s.last_fire_at, s.execution_id, s.reloads,"
            + " s.rejection, s.pending";

    private static final String LOCK = "SELECT " + COLUMNS
            + ", s.status_held, s.rejection_id FROM task_schedule s WHERE s.task_id IN ({ids}) ORDER BY s.task_id FOR UPDATE";

    private Schedules() {}

    /** Locks rows in task id order; tasks without one are missing from the answer. */
    static Map<Integer, Slot> lock(Connection c, Collection<Integer> taskIds) throws SQLException {
        Map<Integer, Slot> found = HashMap.newHashMap(taskIds.size());
        List<Slot> slots = Bulk.select(c, LOCK, new TreeSet<>(taskIds), Schedules::readSlot);
        slots.forEach(slot -> found.put(slot.row().taskId(), slot));
        return found;
    }

    /**
     * Claims fire times of rows that are not locked, by compare-and-set: the row still stands on the fire time, and no
     * execution holds the task.
     *
     * @param rows task id, next fire time, fire time, execution id
     * @return how many were claimed
     */
    static int claim(Write w, List<@Nullable Object[]> rows) throws SQLException {
        if (w.dialect().setsByInsert()) {
            // Assignments count from left to right, so a fresh execution id says for the others that the row was free.
            return Bulk.upsert(
                    w.c(),
                    "INSERT INTO task_schedule (task_id, next_fire_at, last_fire_at, execution_id) VALUES {rows}"
                            + " ON DUPLICATE KEY UPDATE execution_id = IF(execution_id IS NULL AND next_fire_at ="
                            + " VALUES(last_fire_at), VALUES(execution_id), execution_id), last_fire_at ="
                            + " IF(execution_id = VALUES(execution_id), VALUES(last_fire_at), last_fire_at), next_fire_at"
                            + " = IF(execution_id = VALUES(execution_id), VALUES(next_fire_at), next_fire_at)",
                    rows);
        }
        List<@Nullable Object[]> sets = new ArrayList<>(rows.size());
        for (@Nullable Object[] row : rows) {
            sets.add(new @Nullable Object[] {row[1], row[2], row[3], row[0], row[2]});
        }
        return Bulk.executeEach(
                w.c(),
                "UPDATE task_schedule SET next_fire_at = ?, last_fire_at = ?, execution_id = ? WHERE task_id = ?"
                        + " AND next_fire_at = ? AND execution_id IS NULL",
                sets);
    }

    /** The stored next fire times; tasks without one are missing. Locks nothing. */
    static Map<Integer, Long> fireTimes(Connection c, Collection<Integer> taskIds) throws SQLException {
        Map<Integer, Long> found = HashMap.newHashMap(taskIds.size());
        Bulk.select(
                c,
                "SELECT task_id, next_fire_at FROM task_schedule WHERE next_fire_at IS NOT NULL AND task_id IN ({ids})",
                taskIds,
                r -> found.put(r.getInt(1), r.getLong(2)));
        return found;
    }

    /** Reads {@link #COLUMNS} from a column on. */
    static ScheduleRow read(ResultSet r, int first) throws SQLException {
        return new ScheduleRow(
                r.getInt(first),
                r.getString(first + 1),
                Bulk.longOrNull(r, first + 2),
                Bulk.longOrNull(r, first + 3),
                Bulk.longOrNull(r, first + 4),
                r.getInt(first + 5),
                r.getString(first + 6),
                r.getString(first + 7));
    }

    /** What stands for a row that is not there: no plan. */
    static ScheduleRow none(int taskId) {
        return new ScheduleRow(taskId, "", null, null, null, 0, null, null);
    }

    /**
     * Moves locked rows after a fire time got its row.
     *
     * @param rows task id, next fire time, last fire time, execution id, status held
     */
    static void move(Write w, List<@Nullable Object[]> rows) throws SQLException {
        w.set("task_schedule", List.of("task_id", "next_fire_at", "last_fire_at", "execution_id", "status_held"), rows);
    }

    private static Slot readSlot(ResultSet r) throws SQLException {
        return new Slot(read(r, 1), r.getInt(9) != 0, Bulk.longOrNull(r, 10));
    }
}

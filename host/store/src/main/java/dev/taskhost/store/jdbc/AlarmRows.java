package dev.taskhost.store.jdbc;

import dev.taskhost.core.notice.Alarms.Alarm;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code task_alarm}, within the caller's transaction. */
final class AlarmRows {
    private AlarmRows() {}

    /** Inserts; fails on a taken key. */
    static void insert(Connection c, List<Alarm> alarms) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Alarm alarm : alarms) {
            rows.add(new @Nullable Object[] {
                alarm.taskId(),
                alarm.event().word(),
                alarm.taskKey(),
                alarm.openedAt(),
                alarm.lastAt(),
                alarm.count(),
                alarm.executionId(),
                alarm.toldAt(),
                alarm.toldCount(),
                String.join(",", alarm.senders())
            });
        }
        Bulk.insert(
                c,
                "INSERT INTO task_alarm (task_id, event, task_key, opened_at, last_at, times, execution_id, told_at,"
                        + " told_times, senders) VALUES {rows}",
                rows);
    }

    /** Answers how many were there. */
    static int update(Connection c, List<Alarm> alarms) throws SQLException {
        List<@Nullable Object[]> sets = new ArrayList<>();
        for (Alarm alarm : alarms) {
            sets.add(new @Nullable Object[] {
                alarm.taskKey(),
                alarm.lastAt(),
                alarm.count(),
                alarm.executionId(),
                alarm.toldAt(),
                alarm.toldCount(),
                String.join(",", alarm.senders()),
                alarm.taskId(),
                alarm.event().word()
            });
        }
        return Bulk.executeEach(
                c,
                "UPDATE task_alarm SET task_key = ?, last_at = ?, times = ?, execution_id = ?, told_at = ?,"
                        + " told_times = ?, senders = ? WHERE task_id = ? AND event = ?",
                sets);
    }

    /** Answers how many were there. */
    static int delete(Connection c, List<Alarm> alarms) throws SQLException {
        List<@Nullable Object[]> keys = new ArrayList<>();
        for (Alarm alarm : alarms) {
            keys.add(new Object[] {alarm.taskId(), alarm.event().word()});
        }
        return Bulk.executeEach(c, "DELETE FROM task_alarm WHERE task_id = ? AND event = ?", keys);
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.store.TaskTable;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.TaskRow;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the seed's task table with our schedule beside it. A NULL in a column of text is read as empty text. */
public final class JdbcTaskTable implements TaskTable {
    private static final String SELECT =
            "SELECT t.id, t.task_key, t.`desc`, t.execute_func, t.`trigger`, t.spec, t.args, t.is_valid, t.status, t.extra, "
                    + Schedules.COLUMNS + " FROM task t LEFT JOIN task_schedule s ON s.task_id = t.id ";

    private static final int FIRST_OF_SCHEDULE = 11;

    private final Database database;
    private final String recent;

    public JdbcTaskTable(Database database) {
        this.database = database;
        recent = SELECT + "WHERE t.id > ? OR t.update_at >= "
                + database.dialect().secondsAgo()
                + " OR t.id IN (SELECT q.task_id FROM task_schedule q WHERE q.reload_at >= "
                + database.dialect().nowMillis() + " - ?) ORDER BY t.id";
    }

    @Override
    public List<WatchedRow> readAll() {
        return database.run("read the tasks", c -> Bulk.query(c, SELECT + "ORDER BY t.id", JdbcTaskTable::read));
    }

    @Override
    public List<WatchedRow> readRecent(int lastId, int seconds) {
        return database.run(
                "read changed tasks",
                c -> Bulk.query(c, recent, JdbcTaskTable::read, lastId, seconds, seconds * 1000L));
    }

    /** Compares exactly; the column's own comparison takes {@code A} for {@code a}, and lets an index find them. */
    @Override
    public Optional<WatchedRow> readByKey(String taskKey) {
        List<WatchedRow> alike = database.run(
                "read a task",
                c -> Bulk.query(c, SELECT + "WHERE t.task_key = ? ORDER BY t.id", JdbcTaskTable::read, taskKey));
        return alike.stream()
                .filter(row -> row.task().taskKey().equals(taskKey))
                .findFirst();
    }

    private static WatchedRow read(ResultSet r) throws SQLException {
        TaskRow task = new TaskRow(
                r.getInt(1),
                text(r, 2),
                text(r, 3),
                text(r, 4),
                text(r, 5),
                text(r, 6),
                text(r, 7),
                r.getInt(8) != 0,
                text(r, 9),
                text(r, 10));
        ScheduleRow schedule = r.getObject(FIRST_OF_SCHEDULE) == null ? null : Schedules.read(r, FIRST_OF_SCHEDULE);
        return new WatchedRow(task, schedule);
    }

    private static String text(ResultSet r, int column) throws SQLException {
        String value = r.getString(column);
        return value == null ? "" : value;
    }
}

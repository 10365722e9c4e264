package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.RangeFingerprint;
import dev.taskhost.core.store.RecentChange;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.store.TaskTable;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.TaskRow;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the seed's task table with our schedule beside it. A NULL in a column of text is read as empty text. */
public final class JdbcTaskTable implements TaskTable {
    private static final String SELECT_TASK =
            "SELECT t.id, t.task_key, t.`desc`, t.execute_func, t.`trigger`, t.spec, t.args, t.is_valid, t.status, t.extra";

    private static final String SELECT =
            SELECT_TASK + ", " + Schedules.COLUMNS + " FROM task t LEFT JOIN task_schedule s ON s.task_id = t.id ";

    private static final int FIRST_OF_SCHEDULE = 11;

    /** So many runs of neighbouring ranges go into one statement. */
    private static final int RUNS = 200;

    private final Database database;
    private final String changed;
    private final String reloaded;
    private final String fingerprints;

    public JdbcTaskTable(Database database) {
        this.database = database;
        // Two statements: an OR over both columns would read the whole table.
        changed = "SELECT t.id, t.update_at, " + database.dialect().isOver("t.update_at")
                + " FROM task t WHERE t.update_at >= " + database.dialect().secondsAgo();
        reloaded = "SELECT s.task_id, s.reload_at FROM task_schedule s WHERE s.reload_at >= "
                + database.dialect().nowMillis() + " - ?";
        fingerprints = "SELECT FLOOR(t.id / " + RangeFingerprint.SIZE + ".0) AS id_range, COUNT(*), SUM("
                + database.dialect()
                        .checksum("t.id, t.task_key, t.`desc`, t.execute_func, t.`trigger`, t.spec, t.args,"
                                + " t.is_valid, t.extra")
                + ") FROM task t GROUP BY id_range ORDER BY id_range";
    }

    @Override
    public List<WatchedRow> readAll() {
        return database.run("read the tasks", c -> read(c, SELECT + "ORDER BY t.id"));
    }

    /** As {@link #readAll}, of the task table alone: it works before a host has made its own, and no task has a schedule. */
    public List<WatchedRow> readAllUnscheduled() {
        Texts texts = new Texts();
        return database.run(
                "read the tasks",
                c -> Bulk.query(
                        c, SELECT_TASK + " FROM task t ORDER BY t.id", r -> new WatchedRow(task(r, texts), null)));
    }

    @Override
    public List<RecentChange> recentChanges(int seconds) {
        return database.run("find changed tasks", c -> {
            List<RecentChange> changes = new ArrayList<>(Bulk.query(
                    c, changed, r -> new RecentChange(r.getInt(1), r.getString(2), r.getBoolean(3)), seconds));
            changes.addAll(Bulk.query(
                    c, reloaded, r -> new RecentChange(r.getInt(1), "reload " + r.getLong(2), false), seconds * 1000L));
            return changes;
        });
    }

    @Override
    public List<WatchedRow> readIds(Collection<Integer> ids) {
        Texts texts = new Texts();
        List<WatchedRow> rows = new ArrayList<>(database.run(
                "read some tasks",
                c -> Bulk.select(c, SELECT + "WHERE t.id IN ({ids})", new TreeSet<>(ids), r -> row(r, texts))));
        rows.sort(Comparator.comparingInt(row -> row.task().id()));
        return rows;
    }

    @Override
    public List<RangeFingerprint> fingerprints() {
        return database.run(
                "compare the tasks",
                c -> Bulk.query(c, fingerprints, r -> new RangeFingerprint(r.getInt(1), r.getLong(2), r.getLong(3))));
    }

    @Override
    public List<WatchedRow> readRanges(Collection<Integer> ranges) {
        List<String> runs = runs(ranges);
        return database.run("read ranges of tasks", c -> {
            List<WatchedRow> rows = new ArrayList<>();
            for (int i = 0; i < runs.size(); i += RUNS) {
                List<String> some = runs.subList(i, Math.min(i + RUNS, runs.size()));
                rows.addAll(read(c, SELECT + "WHERE " + String.join(" OR ", some) + " ORDER BY t.id"));
            }
            return rows;
        });
    }

    /** Compares exactly; the column's own comparison takes {@code A} for {@code a}, and lets an index find them. */
    @Override
    public Optional<WatchedRow> readByKey(String taskKey) {
        List<WatchedRow> alike =
                database.run("read a task", c -> read(c, SELECT + "WHERE t.task_key = ? ORDER BY t.id", taskKey));
        return alike.stream()
                .filter(row -> row.task().taskKey().equals(taskKey))
                .findFirst();
    }

    /** A condition for each run of neighbouring ranges. */
    private static List<String> runs(Collection<Integer> all) {
        TreeSet<Integer> ranges = new TreeSet<>(all);
        List<String> runs = new ArrayList<>();
        while (!ranges.isEmpty()) {
            int first = ranges.pollFirst();
            int last = first;
            while (ranges.remove(last + 1)) {
                last++;
            }
            runs.add("t.id BETWEEN " + RangeFingerprint.firstId(first) + " AND " + RangeFingerprint.lastId(last));
        }
        return runs;
    }

    private static List<WatchedRow> read(Connection c, String sql, Object... values) throws SQLException {
        Texts texts = new Texts();
        return Bulk.query(c, sql, r -> row(r, texts), values);
    }

    private static WatchedRow row(ResultSet r, Texts texts) throws SQLException {
        ScheduleRow schedule = r.getObject(FIRST_OF_SCHEDULE) == null ? null : Schedules.read(r, FIRST_OF_SCHEDULE);
        return new WatchedRow(task(r, texts), schedule);
    }

    private static TaskRow task(ResultSet r, Texts texts) throws SQLException {
        return new TaskRow(
                r.getInt(1),
                texts.read(r, 2),
                texts.read(r, 3),
                texts.read(r, 4),
                texts.read(r, 5),
                texts.read(r, 6),
                texts.read(r, 7),
                r.getInt(8) != 0,
                texts.read(r, 9),
                texts.read(r, 10));
    }

    /** Lets rows share equal texts: of a hundred thousand tasks most columns say the same. */
    private static final class Texts {
        private final Map<String, String> seen = new HashMap<>();

        String read(ResultSet r, int column) throws SQLException {
            String value = r.getString(column);
            String text = value == null ? "" : value;
            String same = seen.putIfAbsent(text, text);
            return same == null ? text : same;
        }
    }
}

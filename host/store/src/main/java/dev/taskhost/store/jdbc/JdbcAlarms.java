package dev.taskhost.store.jdbc;

import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import dev.taskhost.store.sql.DuplicateRowException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong with tasks: {@code task_occurrence} and {@code task_alarm}. Thread-safe. */
public final class JdbcAlarms implements Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcAlarms.class);
    private static final String CHORE = "notice";

    private static final String ALARM = "a.task_id, a.event, a.task_key, a.opened_at, a.last_at, a.times,"
            + " a.execution_id, a.told_at, a.told_times, a.senders";

    private static final int ALARM_COLUMNS = 10;

    /** Reads few rows, where there is an index on {@code execute_task.task_id}; the seed's own table has none. */
    private static final String NEWER_BY_TASK =
            " JOIN execute_task e ON e.task_id = b.task_id AND e.id > b.execution_id";

    /** Reads an index of ours, all entries of a task. */
    private static final String NEWER_BY_OURS =
            " JOIN task_execution x ON x.task_id = b.task_id AND x.execution_id > b.execution_id"
                    + " JOIN execute_task e ON e.id = x.execution_id";

    private static final String OVER = "SELECT " + ALARM + ", o.id FROM task_alarm a JOIN"
            + " (SELECT b.task_id, b.event, MIN(e.id) AS id FROM task_alarm b{newer}"
            + " WHERE (b.event <> 'skipped' AND e.status = 'success')"
            + " OR (b.event = 'skipped' AND e.status NOT IN ('skipped', 'missed', 'rejected'))"
            + " GROUP BY b.task_id, b.event) o ON o.task_id = a.task_id AND o.event = a.event"
            + " ORDER BY a.task_id, a.event";

    private final Database database;
    private volatile @Nullable Boolean indexed;

    /** Takes the database whose tables they are. */
    public JdbcAlarms(Database database) {
        this.database = database;
    }

    @Override
    public boolean claim(String node, long now, Duration hold) {
        return database.write("take the work of notices", c -> {
            Bulk.execute(
                    c, "INSERT IGNORE INTO task_chore (chore, node, held_until, due_at) VALUES (?, '', 0, 0)", CHORE);
            return Bulk.execute(
                            c,
                            "UPDATE task_chore SET node = ?, held_until = ? WHERE chore = ? AND (node = ? OR held_until <= ?)",
                            node,
                            now + hold.toMillis(),
                            CHORE,
                            node,
                            now)
                    == 1;
        });
    }

    @Override
    public void release(String node) {
        database.write(
                "give the work of notices back",
                c -> Bulk.execute(c, "UPDATE task_chore SET held_until = 0 WHERE chore = ? AND node = ?", CHORE, node));
    }

    @Override
    public List<Occurrence> occurrences(int most) {
        return database.run(
                "read what happened",
                c -> Bulk.query(
                        c,
                        "SELECT id, task_id, execution_id, event, happened_at FROM task_occurrence ORDER BY id LIMIT ?",
                        r -> new Occurrence(r.getLong(1), r.getInt(2), r.getLong(3), event(r, 4), r.getLong(5)),
                        most));
    }

    @Override
    public List<Alarm> open(Collection<Integer> taskIds) {
        return database.run(
                "read open alarms",
                c -> Bulk.select(
                        c,
                        "SELECT " + ALARM + " FROM task_alarm a WHERE a.task_id IN ({ids})",
                        taskIds,
                        JdbcAlarms::readAlarm));
    }

    @Override
    public List<Alarm> list(int most) {
        return database.run(
                "list open alarms",
                c -> Bulk.query(
                        c,
                        "SELECT " + ALARM + " FROM task_alarm a WHERE a.event <> 'skipped'"
                                + " ORDER BY a.opened_at DESC, a.task_id LIMIT ?",
                        JdbcAlarms::readAlarm,
                        most));
    }

    @Override
    public Map<Integer, Subject> subjects(Collection<Integer> taskIds) {
        Map<Integer, Subject> subjects = new HashMap<>();
        database.run(
                "read tasks for notices",
                c -> Bulk.select(
                        c,
                        "SELECT " + OverdueTasks.TASK + " FROM task t WHERE t.id IN ({ids})",
                        taskIds,
                        r -> subjects.put(r.getInt(1), OverdueTasks.readSubject(r))));
        return subjects;
    }

    @Override
    public Map<Long, Detail> details(Collection<Long> executionIds) {
        Map<Long, Detail> details = new HashMap<>();
        database.run(
                "read executions for notices",
                c -> Bulk.select(
                        c,
                        "SELECT e.id, e.extra, e.trace_id, COALESCE(x.node, ''), x.fire_at, COALESCE(x.attempt, 1)"
                                + " FROM execute_task e LEFT JOIN task_execution x ON x.execution_id = e.id"
                                + " AND x.trace_id = e.trace_id WHERE e.id IN ({ids})",
                        executionIds,
                        r -> details.put(r.getLong(1), readDetail(r))));
        return details;
    }

    @Override
    public boolean record(Decision decision) {
        try {
            return database.write("record notices", c -> {
                record(c, decision);
                return true;
            });
        } catch (OvertakenException | DuplicateRowException e) {
            LOG.debug("Another host has recorded some of these notices: {}", e.getMessage());
            return false;
        }
    }

    private static void record(Connection c, Decision decision) throws SQLException {
        int taken = Bulk.update(c, "DELETE FROM task_occurrence WHERE id IN ({ids})", decision.taken());
        OvertakenException.unless("occurrences", taken, decision.taken().size());
        AlarmRows.insert(c, decision.opened());
        OvertakenException.unless(
                "changed alarms",
                AlarmRows.update(c, decision.changed()),
                decision.changed().size());
        OvertakenException.unless(
                "closed alarms",
                AlarmRows.delete(c, decision.closed()),
                decision.closed().size());
        NoticeRows.insert(c, decision.notices());
    }

    @Override
    public List<Over> over() {
        return database.run(
                "look for the end of alarms",
                c -> Bulk.query(
                        c,
                        OVER.replace("{newer}", isIndexed(c) ? NEWER_BY_TASK : NEWER_BY_OURS),
                        r -> new Over(readAlarm(r), r.getLong(ALARM_COLUMNS + 1))));
    }

    /** Asked once: who adds the index gets its speed with the next start. */
    private boolean isIndexed(Connection c) throws SQLException {
        Boolean known = indexed;
        if (known == null) {
            known = false;
            try (ResultSet indexes =
                    c.getMetaData().getIndexInfo(c.getCatalog(), c.getSchema(), "execute_task", false, true)) {
                while (indexes.next()) {
                    known |= indexes.getShort("ORDINAL_POSITION") == 1
                            && "task_id".equalsIgnoreCase(indexes.getString("COLUMN_NAME"));
                }
            }
            indexed = known;
        }
        return known;
    }

    @Override
    public int closeOfGone() {
        return database.write("close alarms of disabled tasks", c -> {
            // Emptied by hand, execute_task counts from 1 again, and no id would ever be above the remembered one.
            Bulk.execute(
                    c,
                    "UPDATE task_alarm SET execution_id = 0 WHERE execution_id >"
                            + " (SELECT COALESCE(MAX(e.id), 0) FROM execute_task e)");
            return Bulk.execute(
                    c,
                    "DELETE FROM task_alarm WHERE NOT EXISTS"
                            + " (SELECT 1 FROM task t WHERE t.id = task_alarm.task_id AND t.is_valid <> 0)");
        });
    }

    @Override
    public Slice overdue(int afterTaskId, int most, long before) {
        return database.run("look for late tasks", c -> OverdueTasks.slice(c, afterTaskId, most, before));
    }

    @Override
    public List<Overdue> held(long before, int most) {
        return database.run("look for late tasks", c -> OverdueTasks.held(c, before, most));
    }

    private static NoticeEvent event(ResultSet r, int column) throws SQLException {
        return NoticeRows.event(r.getString(column));
    }

    private static Alarm readAlarm(ResultSet r) throws SQLException {
        String senders = r.getString(10);
        return new Alarm(
                r.getInt(1),
                event(r, 2),
                r.getString(3),
                r.getLong(4),
                r.getLong(5),
                r.getLong(6),
                r.getLong(7),
                Bulk.longOrNull(r, 8),
                r.getLong(9),
                senders.isEmpty() ? List.of() : List.of(senders.split(",")));
    }

    private static Detail readDetail(ResultSet r) throws SQLException {
        return new Detail(
                r.getLong(1), r.getString(2), r.getString(3), r.getString(4), Bulk.longOrNull(r, 5), r.getInt(6));
    }

    /** Rows that should have been there were not: another host has changed them. */
    private static final class OvertakenException extends RuntimeException {
        private OvertakenException(String message) {
            super(message);
        }

        static void unless(String what, int found, int expected) {
            if (found != expected) {
                throw new OvertakenException(what + ": " + found + " of " + expected);
            }
        }
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.History;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads executions. Rows of ours are matched by trace id too: emptied by hand, {@code execute_task} counts from 1 again. */
public final class JdbcHistory implements History {
    private final Database database;
    private final String select;

    public JdbcHistory(Database database) {
        this.database = database;
        select = "SELECT e.id, e.task_id, e.status, e.extra, e.trace_id, "
                + database.dialect().createdSeconds()
                + ", x.fire_at, x.started_at, x.ended_at, x.node, x.attempt, x.cause, x.generation FROM execute_task e"
                + " LEFT JOIN task_execution x ON x.execution_id = e.id AND x.trace_id = e.trace_id WHERE ";
    }

    @Override
    public List<Run> newest(int taskId, int limit) {
        return query("e.task_id = ? ORDER BY e.id DESC LIMIT ?", taskId, limit);
    }

    @Override
    public Optional<Run> byId(long executionId) {
        return query("e.id = ?", executionId).stream().findFirst();
    }

    @Override
    public Optional<Run> byFireTime(int taskId, long fireAt, int attempt) {
        return query("x.task_id = ? AND x.fire_at = ? AND x.attempt = ?", taskId, fireAt, attempt).stream()
                .findFirst();
    }

    private List<Run> query(String condition, Object... values) {
        return database.run("read executions", c -> Bulk.query(c, select + condition, JdbcHistory::read, values));
    }

    private static Run read(ResultSet r) throws SQLException {
        String extra = r.getString(4);
        return new Run(
                r.getLong(1),
                r.getInt(2),
                status(r.getLong(1), String.valueOf(r.getString(3))),
                extra == null ? "" : extra,
                String.valueOf(r.getString(5)),
                r.getLong(6),
                Bulk.longOrNull(r, 7),
                Bulk.longOrNull(r, 8),
                Bulk.longOrNull(r, 9),
                r.getString(10),
                r.getString(12) == null ? 1 : r.getInt(11),
                r.getString(12) == null ? Cause.TRIGGER : Cause.of(r.getString(12)),
                r.getString(13) == null ? "" : r.getString(13));
    }

    private static Status status(long executionId, String word) {
        try {
            return Status.valueOf(word.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "execute_task row " + executionId + " has the status '" + word
                            + "', which no program of these tables"
                            + " writes. Correct it, e.g.: UPDATE `execute_task` SET `status`='fail' WHERE `id`="
                            + executionId,
                    e);
        }
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Progress;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads how far executions say they are: {@code task_progress}. Thread-safe. */
public final class JdbcProgress implements Progress {
    private static final String PUT =
            "INSERT INTO task_progress (execution_id, trace_id, fraction, `text`, reported_at)"
                    + " VALUES {rows} ON DUPLICATE KEY UPDATE trace_id = VALUES(trace_id), fraction = VALUES(fraction),"
                    + " `text` = VALUES(`text`), reported_at = VALUES(reported_at)";

    private static final String READ = "SELECT execution_id, trace_id, fraction, `text`, reported_at FROM task_progress"
            + " WHERE execution_id IN ({ids})";

    private final Database database;

    /** Takes the database whose {@code task_progress} it is. */
    public JdbcProgress(Database database) {
        this.database = database;
    }

    @Override
    public void write(List<Report> reports) {
        List<@Nullable Object[]> rows = new ArrayList<>(reports.size());
        for (Report report : reports) {
            rows.add(new @Nullable Object[] {
                report.executionId(), report.traceId(), report.fraction(), report.text(), report.at()
            });
        }
        database.write("store the progress of tasks", c -> Bulk.insert(c, PUT, rows));
    }

    @Override
    public Map<Long, Report> read(Collection<Long> executionIds) {
        List<Report> reports = database.run(
                "read the progress of tasks", c -> Bulk.select(c, READ, executionIds, JdbcProgress::report));
        Map<Long, Report> byExecution = new HashMap<>();
        reports.forEach(report -> byExecution.put(report.executionId(), report));
        return byExecution;
    }

    private static Report report(ResultSet r) throws SQLException {
        double fraction = r.getDouble(3);
        Double known = r.wasNull() ? null : (Double) fraction;
        return new Report(
                r.getLong(1), String.valueOf(r.getString(2)), known, String.valueOf(r.getString(4)), r.getLong(5));
    }
}

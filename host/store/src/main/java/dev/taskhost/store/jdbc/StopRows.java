package dev.taskhost.store.jdbc;

import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/** Rows of {@code task_stop}: executions that are asked to stop. */
final class StopRows {
    private StopRows() {}

    /** Asks; the first reason stays. */
    static void ask(Connection c, Dialect dialect, long executionId, String reason) throws SQLException {
        Bulk.execute(
                c,
                "INSERT INTO task_stop (execution_id, reason, asked_at) VALUES (?, ?, " + dialect.nowMillis()
                        + ") ON DUPLICATE KEY UPDATE asked_at = asked_at",
                executionId,
                reason);
    }
}

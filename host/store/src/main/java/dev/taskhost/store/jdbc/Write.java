package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Lease;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host's write within one transaction.
 *
 * @param lease checked by {@link Fence} before anything else is done
 * @param now the host's clock, for the end of rows that never run
 * @param turn to be taken before {@code task.status} is changed
 * @param noted whether what people are told of is written down
 */
record Write(Connection c, Dialect dialect, Lease lease, long now, StatusTurn turn, boolean noted) {

    /** Sets columns of rows that are there; the first column is the key. Answers how many there were. */
    int set(String table, List<String> columns, List<@Nullable Object[]> rows) throws SQLException {
        return Bulk.set(c, dialect, table, columns, rows);
    }
}

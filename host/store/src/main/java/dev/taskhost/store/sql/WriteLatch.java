package dev.taskhost.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A row that writes on H2 lock first, in whichever process, so that they go one after another. H2 (2.5.252, measured and read)
 * may undo a row twice in one rollback: {@code RollbackDecisionMaker} restores it within an operation on the undo log, and
 * that is repeated when another thread saves meanwhile. Whoever got the row after the first time loses what it committed.
 * A rollback goes backwards, so this row, locked first, is given up last, with all others restored.
 */
final class WriteLatch {
    private static final String LOCK = "SELECT chore FROM task_chore WHERE chore = 'write' FOR UPDATE";
    private static final String MAKE =
            "INSERT IGNORE INTO task_chore (chore, node, held_until, due_at) VALUES ('write', '', 0, 0)";

    private WriteLatch() {}

    /** Waits for the row and holds it until the transaction ends. */
    static void take(Connection c) throws SQLException {
        try (Statement st = c.createStatement()) {
            if (!lock(st)) {
                st.executeUpdate(MAKE);
                lock(st);
            }
        }
    }

    private static boolean lock(Statement st) throws SQLException {
        try (var row = st.executeQuery(LOCK)) {
            return row.next();
        }
    }
}

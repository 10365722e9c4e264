package dev.taskhost.store.schema;

import dev.taskhost.store.sql.Dialect;
import dev.taskhost.store.sql.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The index by which a look finds changed tasks. A table that is there already gets it where the account may; without it
 * everything works, but each look makes the server read the whole table.
 */
final class UpdateIndex {
    private static final String NAME = "ix__task__update_at";
    private static final String CREATE = "CREATE INDEX `" + NAME + "` ON `task` (`update_at`)";

    private UpdateIndex() {}

    /** Makes it if it is missing; answers what was done or is to be done, for the log. */
    static List<String> prepare(Connection c, Dialect dialect) throws SQLException {
        if (isThere(c)) {
            return List.of();
        }
        try {
            create(c, dialect);
            return List.of("Added index " + NAME + " to table task: changed tasks are found by it.");
        } catch (SQLException e) {
            if (isThere(c)) {
                return List.of(); // another host was quicker
            }
            return List.of(
                    "Table task has no index on update_at, so each look at it reads the whole table, and it could"
                            + " not be added (" + Failure.telling(e).getMessage()
                            + "). Slow from about ten thousand tasks on;"
                            + " as an administrator: " + CREATE + ";");
        }
    }

    private static boolean isThere(Connection c) throws SQLException {
        try (ResultSet indexes = c.getMetaData().getIndexInfo(c.getCatalog(), c.getSchema(), "task", false, true)) {
            while (indexes.next()) {
                if (indexes.getShort("ORDINAL_POSITION") == 1
                        && "update_at".equalsIgnoreCase(indexes.getString("COLUMN_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Making an index waits until nobody uses the table, and everybody who comes after waits for it: so it waits 2 s at
     * most (MySQL's default is a year).
     */
    private static void create(Connection c, Dialect dialect) throws SQLException {
        try (Statement st = c.createStatement()) {
            if (dialect == Dialect.MYSQL) {
                st.execute("SET SESSION lock_wait_timeout = 2");
            }
            st.execute(CREATE);
        } finally {
            if (dialect == Dialect.MYSQL) {
                try (Statement st = c.createStatement()) {
                    st.execute("SET SESSION lock_wait_timeout = DEFAULT");
                }
            }
        }
    }
}

package dev.taskhost.services.sql;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.SQLException;

/** What the server says of a connection, and what JDBC has no words for. Used under its session's lock, but for {@link #breakOff}. */
record ServerState(JdbcConnection driver) {
    // The protocol's status flags.
    private static final int IN_TRANSACTION = 1;
    private static final int AUTOCOMMIT = 2;

    /** As its last answer had them. */
    int flags() {
        return driver.getSession().getServerSession().getStatusFlags();
    }

    /** Whether statements so far would be undone with the connection. */
    boolean holdsWork() {
        return (flags() & IN_TRANSACTION) != 0 || (flags() & AUTOCOMMIT) == 0;
    }

    /** The server's number of the connection. */
    long thread() {
        return driver.getId();
    }

    boolean isLost() {
        try {
            return driver.isClosed();
        } catch (SQLException e) {
            return true; // it cannot even tell
        }
    }

    /** COM_RESET_CONNECTION: rolls back, and removes locks, variables, settings, temporary tables and prepared statements. */
    void reset() {
        ((NativeSession) driver.getSession()).resetSessionState();
    }

    /** Closes the socket, under whoever blocks in it. */
    void breakOff() throws SQLException {
        driver.abort(Runnable::run);
    }
}

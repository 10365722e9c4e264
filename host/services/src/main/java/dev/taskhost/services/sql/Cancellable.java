package dev.taskhost.services.sql;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What a connection executes now, for whoever wants to end it. One thread runs, any thread cancels. */
final class Cancellable {
    private volatile @Nullable Statement executing;

    /** Something that a statement does. */
    interface Execution<T> {
        T run() throws SQLException;
    }

    /** Runs it; meanwhile it can be cancelled. */
    <T> T run(Statement statement, Execution<T> execution) throws SQLException {
        executing = statement;
        try {
            return execution.run();
        } finally {
            executing = null;
        }
    }

    /** Ends on the server what runs; does nothing where that is nothing. */
    void cancel() throws SQLException {
        Statement statement = executing;
        if (statement != null) {
            statement.cancel();
        }
    }
}

package dev.taskhost.services.sql;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.StatementImpl;
import dev.taskhost.core.service.ServiceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection while a session has it, with the statement that is open on it. Used under its session's lock, but for {@link
 * #cancel} and {@link #breakOff}.
 */
final class Conversation {
    private static final String NOTHING = "{}";

    private final Connection connection;
    private final ServerState server;
    private final Modes modes;
    private final Map<Long, Reading> readings = new HashMap<>();
    private long handles;
    private @Nullable Statement open;
    private @Nullable Reading current;
    private boolean peeked; // whether what follows on the current result has rows
    private boolean altered;
    private boolean held; // work that would be undone, after the last answer: a failure's flags are none
    private boolean elsewhere;
    private final Cancellable cancellable = new Cancellable();

    Conversation(Connection connection, Modes modes) throws SQLException {
        this.connection = connection;
        this.modes = modes;
        this.server = new ServerState(connection.unwrap(JdbcConnection.class));
    }

    /**
     * Comes before all else.
     *
     * @param sqlMode null: as the server has it
     */
    void begin(@Nullable String sqlMode) throws SQLException {
        if (!modes.has(server.driver(), sqlMode)) {
            plainly(Modes.statement(sqlMode));
            modes.note(server.driver(), sqlMode);
        }
    }

    /** Nothing takes effect before a COMMIT. */
    void holdBack() throws SQLException {
        altered = true;
        plainly("SET autocommit = 0");
        held = true;
    }

    Connection connection() {
        return connection;
    }

    // ---- statements -------------------------------------------------------------------------------------------------

    /** As {@link dev.taskhost.core.service.SqlSession#execute}. */
    String execute(String sql, Words words) throws SQLException, ServiceException {
        settle();
        altered |= words.alters();
        elsewhere |= words.alters() && sql.stripLeading().regionMatches(true, 0, "use", 0, 3);
        Statement statement = connection.createStatement();
        open = statement;
        statement.setEscapeProcessing(false);
        statement.setFetchSize(Integer.MIN_VALUE); // rows as they are asked for
        return closedIfItFails(
                statement, () -> answer(statement, cancellable.run(statement, () -> statement.execute(sql))));
    }

    /** As {@link dev.taskhost.core.service.SqlSession#executeAll}. */
    String executeAll(List<String> statements) throws SQLException, ServiceException {
        settle();
        altered = true;
        Statement statement = connection.createStatement();
        open = statement;
        statement.setEscapeProcessing(false);
        for (String sql : statements) {
            statement.addBatch(sql);
        }
        return closedIfItFails(statement, () -> {
            long sum = 0;
            for (long one : cancellable.run(statement, statement::executeLargeBatch)) {
                sum += Math.max(one, 0);
            }
            StringBuilder out = new StringBuilder("{\"n\":").append(sum);
            out.append(",\"id\":").append(statement.unwrap(StatementImpl.class).getLastInsertID());
            settleQuietly(statement);
            return flags(out).append('}').toString();
        });
    }

    private String closedIfItFails(Statement statement, Cancellable.Execution<String> execution) throws SQLException {
        try {
            return execution.run();
        } catch (SQLException e) {
            try {
                settleQuietly(statement);
            } catch (SQLException onTop) {
                e.addSuppressed(onTop);
            }
            throw e;
        }
    }

    private String answer(Statement statement, boolean rows) throws SQLException {
        StringBuilder out = new StringBuilder(256).append('{');
        if (rows) {
            Reading reading = new Reading(++handles, statement.getResultSet());
            current = reading;
            readings.put(reading.handle(), reading);
            out.append("\"c\":");
            reading.describe(out);
            out.append(",\"id\":0,");
            batch(reading, out);
        } else {
            out.append("\"n\":").append(statement.getLargeUpdateCount());
            out.append(",\"id\":").append(statement.unwrap(StatementImpl.class).getLastInsertID());
            out.append(",\"m\":").append(hasNext(statement));
        }
        return flags(out).append('}').toString();
    }

    private StringBuilder flags(StringBuilder out) {
        held = server.holdsWork();
        return out.append(",\"f\":").append(server.flags());
    }

    private void batch(Reading reading, StringBuilder out) throws SQLException {
        out.append("\"r\":").append(reading.batch());
        boolean here = reading.equals(current);
        boolean more = reading.isEnded() && here && open != null && hasNext(open);
        out.append(",\"m\":").append(more);
        out.append(",\"h\":").append(reading.isOver() ? 0 : reading.handle());
        out.append(",\"n\":").append(reading.isEnded() ? reading.count() : -1);
        if (reading.isOver()) {
            readings.remove(reading.handle());
        }
    }

    /** Goes on to the next result; closes the statement where there is none. */
    private boolean hasNext(Statement statement) throws SQLException {
        current = null;
        peeked = statement.getMoreResults();
        if (peeked || statement.getLargeUpdateCount() != -1) {
            return true;
        }
        settleQuietly(statement);
        return false;
    }

    /** As {@link dev.taskhost.core.service.SqlSession#fetch}. */
    String fetch(long handle) throws SQLException, ServiceException {
        Reading reading = readings.get(handle);
        if (reading == null) {
            throw new ServiceException(
                    ServiceException.INTERFACE,
                    "the rest of this result is gone: its connection was closed or lost. Execute the statement again.");
        }
        StringBuilder out = new StringBuilder(1024).append('{');
        batch(reading, out);
        return flags(out).append('}').toString();
    }

    /** As {@link dev.taskhost.core.service.SqlSession#free}. */
    String free(long handle) throws SQLException {
        Reading reading = readings.remove(handle);
        if (reading != null) {
            reading.skipRest();
            if (reading.equals(current) && open != null) {
                hasNext(open);
            }
        }
        return NOTHING;
    }

    /** As {@link dev.taskhost.core.service.SqlSession#next}. */
    String next() throws SQLException {
        Statement statement = open;
        Reading before = current;
        if (statement != null && before != null) {
            readings.remove(before.handle());
            before.skipRest();
            hasNext(statement);
        }
        return open == null ? NOTHING : answer(open, peeked);
    }

    private void settleQuietly(Statement statement) throws SQLException {
        current = null;
        open = null;
        statement.close();
    }

    /** Makes the connection free for another statement: what is being read is read into memory, results after it are dropped. */
    private void settle() throws SQLException, ServiceException {
        Statement statement = open;
        if (statement == null) {
            return;
        }
        if (current != null) {
            current.keepRest();
            hasNext(statement);
        }
        while (open != null) {
            if (peeked) {
                try (ResultSet dropped = statement.getResultSet()) {
                    while (dropped.next()) {
                        // The driver takes no other statement before the last row.
                    }
                }
            }
            hasNext(statement);
        }
    }

    /** As {@link dev.taskhost.core.service.SqlSession#ping}. */
    String ping() throws SQLException, ServiceException {
        settle();
        plainly("DO 0"); // the protocol's own ping tells nothing of the session's state
        StringBuilder out = new StringBuilder("{\"version\":");
        JsonText.append(out, connection.getMetaData().getDatabaseProductVersion());
        return flags(out.append(",\"thread\":").append(server.thread()))
                .append('}')
                .toString();
    }

    // ---- its state --------------------------------------------------------------------------------------------------

    /** Whether statements so far would be undone with the connection. */
    boolean holdsWork() {
        return held;
    }

    /** Whether another execution could go on with the connection, and this one with another, without anybody noticing. */
    boolean isFree() {
        return isRead() && !altered && !held && !server.holdsWork();
    }

    /** Whether no rows are to be handed out any more. */
    boolean isRead() {
        return open == null && readings.isEmpty();
    }

    boolean isLost() {
        return server.isLost();
    }

    // ---- its end ----------------------------------------------------------------------------------------------------

    /**
     * Makes the connection as it was when it was new.
     *
     * @return whether it can be used again; where rows of a result are still on their way it cannot
     */
    boolean reset(String database, boolean whole) throws SQLException {
        if (open != null) {
            return false;
        }
        readings.clear();
        if (whole || altered || server.holdsWork()) {
            server.reset();
            modes.note(server.driver(), null);
            plainly(Sources.INITIAL);
            if (elsewhere) {
                plainly("USE `" + database.replace("`", "``") + "`");
            }
        }
        return true;
    }

    private void plainly(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** By any thread: ends on the server what is being executed; does nothing where that is nothing. */
    void cancel() throws SQLException {
        cancellable.cancel();
    }

    /** By any thread: closes the socket under whoever blocks in it. */
    void breakOff() throws SQLException {
        server.breakOff();
    }
}

package dev.taskhost.services.sql;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool as JDBC has it, for one execution: what it leaves open is broken off at its end. Thread-safe. */
public final class LentDataSource implements DataSource {
    private final SqlPool pool;
    private final Borrower who;
    private final Set<JdbcLoan> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    LentDataSource(SqlPool pool, Borrower who) {
        this.pool = pool;
        this.who = who;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (ended) {
            throw new SQLException(who + " has ended; what still runs of it can borrow nothing", "08003");
        }
        JdbcLoan loan = new JdbcLoan(pool, who, open::remove);
        open.add(loan);
        try {
            Connection taken = loan.take();
            if (ended) {
                loan.end();
                throw new SQLException(who + " has ended", "08003");
            }
            return taken;
        } catch (ServiceException e) {
            open.remove(loan);
            throw new SQLException(e.getMessage(), "08001", Math.max(0, e.code()), e);
        }
    }

    /** Ends on their server what statements are at. */
    public void cancel() {
        open.forEach(JdbcLoan::cancel);
    }

    /** Whether no connection is out. */
    public boolean isIdle() {
        return open.isEmpty();
    }

    /** Ends it for good. */
    public void end() {
        ended = true;
        open.forEach(JdbcLoan::end);
    }

    /** Refused: which account it is, is the configuration's to say. */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "the account is the one of mysql.toml; call getConnection() without another");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("the host has a log of its own");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("connect_timeout and max_wait of mysql.toml say how long");
    }

    @Override
    public int getLoginTimeout() {
        return Math.toIntExact(pool.server().patience().toSeconds());
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged by java.util.logging");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("this is no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}

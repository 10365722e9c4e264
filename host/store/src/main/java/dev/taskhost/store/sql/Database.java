package dev.taskhost.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transactions on the pool. A deadlock or lock timeout is tried again at once, a few times; a connection that turned
 * out to be dead once, on a fresh one (every call of the store may be repeated, also when its commit got through and only
 * the answer was lost). What is left becomes a {@link StoreException} that says what to do. Thread-safe.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int CONTENTION_TRIES = 6;
    private static final int LOST_TRIES = 2;

    private final HikariDataSource pool;
    private final Dialect dialect;
    private final Explainer explainer;

    /**
     * @param pool gives connections with autocommit off, READ COMMITTED
     */
    public Database(HikariDataSource pool, Dialect dialect, Explainer explainer) {
        this.pool = pool;
        this.dialect = dialect;
        this.explainer = explainer;
    }

    /** What is done within one transaction; may be run again. */
    public interface Work<T extends @Nullable Object> {
        T with(Connection c) throws SQLException;
    }

    /** Where the databases differ. */
    public Dialect dialect() {
        return dialect;
    }

    /** Says what a refusal means. */
    public Explainer explainer() {
        return explainer;
    }

    /** As {@link #run}, of what changes rows that others change too: on H2 one such transaction at a time, see {@link WriteLatch}. */
    public <T extends @Nullable Object> T write(String what, Work<T> work) {
        if (dialect != Dialect.H2) {
            return run(what, work);
        }
        return run(what, c -> {
            WriteLatch.take(c);
            return work.with(c);
        });
    }

    /**
     * Runs one transaction.
     *
     * @param what for messages: what the caller was about to do, e.g. {@code "start executions"}
     * @throws StoreUnavailableException when the same call may succeed later
     * @throws DuplicateRowException when a unique key is taken
     */
    public <T extends @Nullable Object> T run(String what, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            Connection c = connect(what);
            try {
                return commit(c, work);
            } catch (SQLException e) {
                Failure failure = Failure.of(e);
                if (failure == Failure.DUPLICATE) {
                    throw new DuplicateRowException(e);
                }
                if (!again(failure, attempt)) {
                    throw explainer.explain(what, e);
                }
                LOG.debug("Trying again to {} after try {}: {}", what, attempt, e.getMessage());
            }
        }
    }

    private Connection connect(String what) {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw explainer.explain(what, e);
        }
    }

    private <T extends @Nullable Object> T commit(Connection connection, Work<T> work) throws SQLException {
        try (Connection c = connection) {
            try {
                T result = work.with(c);
                c.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(c, e);
                throw e;
            }
        }
    }

    private void undo(Connection c, Exception cause) {
        if (cause instanceof SQLException e && Failure.of(e) == Failure.UNREACHABLE) {
            evictAll(c);
            return;
        }
        try {
            c.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            pool.evictConnection(c);
        }
    }

    /** A server that went away took all connections with it; the next try must not get another dead one. */
    private void evictAll(Connection c) {
        pool.evictConnection(c);
        HikariPoolMXBean all = pool.getHikariPoolMXBean();
        if (all != null) {
            all.softEvictConnections();
        }
    }

    private static boolean again(Failure failure, int attempt) {
        return (failure == Failure.CONTENTION && attempt < CONTENTION_TRIES)
                || (failure == Failure.UNREACHABLE && attempt < LOST_TRIES);
    }
}

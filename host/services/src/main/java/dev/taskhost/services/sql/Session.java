package dev.taskhost.services.sql;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.SessionStart;
import dev.taskhost.core.service.SqlSession;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A session on a pool: takes a connection with its first statement and keeps it until it is closed, as a transaction, a lock or the last
 * insert id live in a connection. Only where all others wait, one that would not be missed between two statements is lent on. Thread-safe.
 */
public final class Session extends Turns implements SqlSession {
    private static final String NOTHING = "{}";

    private final Consumer<Session> closed;

    /** @param closed is told when it is closed for good */
    Session(SqlPool pool, Borrower borrower, SessionStart start, Consumer<Session> closed) {
        super(pool, borrower, start);
        this.closed = closed;
    }

    @Override
    void closed() {
        closed.accept(this);
    }

    @Override
    public CompletableFuture<String> execute(String sql) {
        return perform(() -> executeNow(sql));
    }

    @Override
    public CompletableFuture<String> executeOnce(String sql) {
        return perform(() -> {
            try {
                return executeNow(sql);
            } catch (SQLException e) {
                throw failed(e); // before the connection goes back
            } finally {
                closeIfRead();
            }
        });
    }

    private String executeNow(String sql) throws SQLException, ServiceException {
        Words words = Words.of(sql);
        if (lost) {
            if (words.rollback()) {
                lost = false;
                return "{\"n\":0,\"id\":0,\"f\":2}";
            }
            throw Refusal.gone(pool.alias());
        }
        if (lentOn && words.looksBack()) {
            throw new ServiceException(
                    ServiceException.INTERFACE,
                    "this asks for what the statement before has left, and the connection was lent to another execution in"
                            + " between. Use cursor.lastrowid or rowcount, or put both into one transaction.");
        }
        Conversation with = connected(sql);
        lentOn = false;
        return with.execute(sql, words);
    }

    @Override
    public CompletableFuture<String> executeAll(List<String> statements) {
        return perform(() -> {
            if (lost) {
                throw Refusal.gone(pool.alias());
            }
            return connected(statements.getFirst()).executeAll(statements);
        });
    }

    @Override
    public CompletableFuture<String> fetch(long handle) {
        return perform(() -> present().fetch(handle));
    }

    @Override
    public CompletableFuture<String> free(long handle) {
        return perform(() -> {
            Conversation with = conversation();
            return with == null ? NOTHING : with.free(handle);
        });
    }

    @Override
    public CompletableFuture<String> next() {
        return perform(() -> present().next());
    }

    @Override
    public CompletableFuture<String> ping() {
        return perform(() -> connected("ping").ping());
    }

    @Override
    public CompletableFuture<String> forget() {
        return perform(() -> {
            lost = false;
            return NOTHING;
        });
    }

    @Override
    public CompletableFuture<String> close() {
        return perform(() -> {
            lost = false;
            giveBack(true);
            return NOTHING;
        });
    }

    private void closeIfRead() {
        Conversation with = conversation();
        if (with != null && with.isRead() && !with.isLost()) {
            giveBack(false);
        }
        noteClosed();
    }

    private Conversation present() throws ServiceException {
        Conversation with = conversation();
        if (with == null) {
            throw new ServiceException(
                    ServiceException.INTERFACE,
                    "the rest of this result is gone: its connection was closed or lost. Execute the statement again.");
        }
        return with;
    }
}

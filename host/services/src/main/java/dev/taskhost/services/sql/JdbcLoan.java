package dev.taskhost.services.sql;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection as JDBC has it: closing it gives it back as it was. Thread-safe. */
final class JdbcLoan implements Holder {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcLoan.class);

    private final SqlPool pool;
    private final Borrower who;
    private final Consumer<JdbcLoan> over;
    private final AtomicReference<@Nullable Conversation> held = new AtomicReference<>();
    private final Set<Statement> statements =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile long since = System.nanoTime();

    JdbcLoan(SqlPool pool, Borrower who, Consumer<JdbcLoan> over) {
        this.pool = pool;
        this.who = who;
        this.over = over;
    }

    Connection take() throws SQLException, ServiceException {
        Conversation with = pool.borrow(this);
        since = System.nanoTime();
        held.set(with);
        with.begin(null);
        if (!pool.server().autocommit()) {
            with.connection().setAutoCommit(false);
        }
        Connection real = with.connection();
        return (Connection) Proxy.newProxyInstance(
                JdbcLoan.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> called(real, method, arguments));
    }

    private @Nullable Object called(Connection real, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close", "abort" -> {
                giveBack();
                yield null;
            }
            case "isClosed" -> held.get() == null;
            default -> passedOn(real, method, arguments);
        };
    }

    private @Nullable Object passedOn(Connection real, Method method, Object @Nullable [] arguments) throws Throwable {
        if (held.get() == null && !method.getDeclaringClass().equals(Object.class)) {
            throw new SQLException(
                    "this connection to [" + pool.alias() + "] is closed, or its execution has ended; take another one",
                    "08003");
        }
        try {
            Object result = method.invoke(real, arguments);
            if (result instanceof Statement statement) {
                statements.add(statement);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void giveBack() {
        Conversation with = held.getAndSet(null);
        if (with != null) {
            over.accept(this);
            pool.giveBack(this, with, true);
        }
    }

    /** Ends on the server what its statements are at; from any thread. */
    void cancel() {
        for (Statement statement : List.copyOf(statements)) {
            try {
                statement.cancel();
            } catch (SQLException | RuntimeException e) { // of a connection that is closed meanwhile
                LOG.debug("A statement on [{}] could not be ended on its server.", pool.alias(), e);
            }
        }
    }

    /** Breaks it off: who has not closed it may be in the middle of something. */
    void end() {
        Conversation with = held.getAndSet(null);
        if (with != null) {
            LOG.warn("{} did not close a connection to [{}]; it is broken off.", who, pool.alias());
            cancel();
            over.accept(this);
            pool.discard(this, with);
        }
    }

    @Override
    public Borrower borrower() {
        return who;
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public long idleSince() {
        return since;
    }

    @Override
    public String describe(long now) {
        return who + " for " + SqlPool.seconds(Duration.ofNanos(now - since)) + " (a plugin)";
    }

    /** Never: nobody knows what was said on it. */
    @Override
    public boolean lendOn() {
        return false;
    }
}

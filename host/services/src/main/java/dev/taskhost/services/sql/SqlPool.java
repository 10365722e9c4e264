package dev.taskhost.services.sql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.SessionStart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one server, and who has them. Opens the first one when it is asked for; a server that is down is no
 * reason not to be opened. Thread-safe.
 */
public final class SqlPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqlPool.class);
    private static final int TOLD = 10;

    private final String alias;
    private final SqlServer server;
    private final HikariDataSource source;
    private final Set<Holder> holders = ConcurrentHashMap.newKeySet();
    private final Modes modes = new Modes();
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param alias its table of mysql.toml */
    public SqlPool(String alias, SqlServer server) {
        this.alias = alias;
        this.server = server;
        this.source = Sources.open(alias, server);
    }

    /**
     * A session without a connection yet.
     *
     * @param start what it begins with
     * @param closed is called when the session is closed for good
     */
    public Session session(Borrower who, SessionStart start, Consumer<Session> closed) {
        return new Session(this, who, start, closed);
    }

    String alias() {
        return alias;
    }

    SqlServer server() {
        return server;
    }

    /** How many connections are lent now. */
    public int lent() {
        return holders.size();
    }

    /** How many connections there are, lent or not. */
    public int open() {
        return bean().map(HikariPoolMXBean::getTotalConnections).orElse(0);
    }

    private Optional<HikariPoolMXBean> bean() {
        return Optional.ofNullable(source.getHikariPoolMXBean());
    }

    /** Whether somebody waits for a connection. */
    boolean isWanted() {
        return waiting.get() > 0 && isFull();
    }

    private boolean isFull() {
        return holders.size() >= server.maxConnections();
    }

    /** The pool as JDBC has it. */
    public LentDataSource dataSource(Borrower who) {
        return new LentDataSource(this, who);
    }

    /** Takes a connection, and waits for one. */
    Conversation borrow(Holder by) throws SQLException, ServiceException {
        Connection taken = take();
        try {
            Conversation with = new Conversation(taken, modes);
            holders.add(by);
            return with;
        } catch (SQLException | RuntimeException e) {
            source.evictConnection(taken);
            throw e;
        }
    }

    private Connection take() throws ServiceException {
        long end = System.nanoTime() + server.patience().toNanos();
        waiting.incrementAndGet();
        try {
            while (true) {
                if (isFull()) {
                    askHolders();
                }
                try {
                    return source.getConnection();
                } catch (SQLException e) {
                    refuse(e, end);
                }
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** One that is between two statements, and would not notice, gives its connection to whoever waits. */
    private void askHolders() {
        holders.stream()
                .sorted(Comparator.comparingLong(Holder::idleSince))
                .filter(Holder::lendOn)
                .findFirst()
                .ifPresent(lender -> LOG.debug("{} lent its connection to [{}] on.", lender.borrower(), alias));
    }

    /** Throws unless waiting on makes sense. */
    private void refuse(SQLException e, long end) throws ServiceException {
        if (e.getCause() instanceof InterruptedException) {
            throw new ServiceException(
                    ServiceException.INTERFACE, "stopped while it waited for a connection of [" + alias + "]", e);
        }
        if (e.getCause() instanceof SQLException failure && !isFull()) {
            throw Refusal.ofConnecting(failure, alias, server);
        }
        if (source.isClosed()) {
            throw new ServiceException(ServiceException.INTERFACE, "the host is ending and lends nothing more", e);
        }
        if (System.nanoTime() - end > 0) {
            throw new ServiceException(Refusal.TOO_MANY, exhausted(), e);
        }
    }

    private String exhausted() {
        long now = System.nanoTime();
        String who = holders.stream()
                .sorted(Comparator.comparingLong(Holder::since))
                .limit(TOLD)
                .map(holder -> holder.describe(now))
                .collect(Collectors.joining("; "));
        int more = holders.size() - TOLD;
        return "no connection of [" + alias + "] was free within "
                + server.patience().toSeconds() + " s: all " + server.maxConnections() + " are lent, to " + who
                + (more > 0 ? " and " + more + " more" : "")
                + ". Close what is not needed any more, keep transactions short, or raise max_connections of [" + alias
                + "] in mysql.toml.";
    }

    /** Takes a connection back: as new, or not at all. */
    void giveBack(Holder from, Conversation with, boolean whole) {
        try {
            if (with.isLost() || !with.reset(server.db(), whole)) {
                discard(from, with);
                return;
            }
            holders.remove(from);
            with.connection().close();
        } catch (SQLException | RuntimeException e) { // the driver's own are unchecked
            LOG.debug("A connection to [{}] could not be made clean and is thrown away.", alias, e);
            discard(from, with);
        }
    }

    /** Throws a connection away, whatever is going on in it; the server undoes what was open in it. */
    void discard(Holder from, Conversation with) {
        if (!holders.remove(from)) {
            return; // somebody else has found it lost
        }
        try {
            with.breakOff();
        } catch (SQLException e) {
            LOG.debug("Breaking a connection to [{}] off failed; it is closed all the same.", alias, e);
        }
        source.evictConnection(with.connection());
    }

    /** All that lie idle are tried out no more but replaced: the server went away. */
    void distrust() {
        bean().ifPresent(HikariPoolMXBean::softEvictConnections);
    }

    /** Closes all connections, lent ones too. */
    @Override
    public void close() {
        source.close();
    }

    /** Its settings, without a password, and how much is lent. */
    @Override
    public String toString() {
        return "[" + alias + "] " + Objects.toString(server) + ", " + lent() + " lent";
    }

    /** In seconds, with one digit. */
    static String seconds(Duration time) {
        long tenths = time.toMillis() / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }
}

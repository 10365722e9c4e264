package dev.taskhost.services.sql;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.SessionStart;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a {@link Session}: taken when it is needed, given back as new, dropped when it is lost. Operations, of which {@link
 * Turns} lets one at a time be on, use it; {@link #cancel} and {@link #breakOff} are any thread's.
 */
abstract class Held implements Holder {
    private static final Logger LOG = LoggerFactory.getLogger(Held.class);

    final SqlPool pool;
    final Borrower borrower;
    private final boolean autocommit;
    private final @Nullable String sqlMode;
    private final ReentrantLock cancelling = new ReentrantLock(); // taken within a turn, never the other way round
    private volatile @Nullable Conversation conversation; // changed within a turn
    private volatile @Nullable Thread borrowing;
    private volatile long since = System.nanoTime();
    private volatile String last = "";
    volatile boolean ended;

    /** Its transaction was, and nobody has taken note yet; for operations. */
    boolean lost;

    Held(SqlPool pool, Borrower borrower, SessionStart start) {
        this.pool = pool;
        this.borrower = borrower;
        Boolean commits = start.autocommit();
        this.autocommit = commits == null ? pool.server().autocommit() : commits;
        this.sqlMode = start.sqlMode();
    }

    /** Its connection, if it has one; for operations. */
    @Nullable
    Conversation conversation() {
        return conversation;
    }

    /** Its connection, which is taken if need be; for operations. */
    Conversation connected(String sql) throws SQLException, ServiceException {
        last = sql;
        Conversation with = conversation;
        if (with != null) {
            return with;
        }
        borrowing = Thread.currentThread();
        try {
            refuseIfEnded();
            since = System.nanoTime();
            with = pool.borrow(this);
            conversation = with;
        } finally {
            borrowing = null;
        }
        begin(with);
        return with;
    }

    private void begin(Conversation with) throws SQLException, ServiceException {
        try {
            with.begin(sqlMode);
            if (!autocommit) {
                with.holdBack();
            }
        } catch (SQLException e) {
            ServiceException refusal = failed(e);
            giveBack(true); // or the next statement would go on in a session that is not what was asked for
            throw refusal;
        }
    }

    void refuseIfEnded() throws ServiceException {
        if (ended) {
            throw new ServiceException(
                    ServiceException.INTERFACE, borrower + " has ended; it gets no other connection");
        }
    }

    /** What is to be said of a failure; drops the connection if that is lost. For operations. */
    ServiceException failed(SQLException e) {
        Conversation with = conversation;
        if (with == null) {
            return Refusal.ofConnecting(e, pool.alias(), pool.server());
        }
        boolean away = with.isLost() || Refusal.endsConnection(e);
        boolean work = away && (with.holdsWork() || !autocommit);
        if (away) {
            conversation = null;
            lost = work;
            pool.discard(this, with);
            if (!ended) {
                pool.distrust();
            }
        }
        return Refusal.of(e, away, pool.alias(), work);
    }

    /**
     * Gives the connection back, if there is one; for operations.
     *
     * @param whole whether whatever may be left in it is removed, and not only what is known to be
     */
    void giveBack(boolean whole) {
        Conversation with = conversation;
        if (with == null) {
            return;
        }
        cancelling.lock(); // or it would hit whoever has the connection next
        try {
            conversation = null;
        } finally {
            cancelling.unlock();
        }
        pool.giveBack(this, with, whole);
    }

    /** Ends what is being executed now, on the server too; from any thread. */
    public void cancel() {
        Thread waits = borrowing;
        if (waits != null) {
            waits.interrupt();
        }
        cancelling.lock();
        try {
            Conversation with = conversation;
            if (with != null) {
                with.cancel();
            }
        } catch (SQLException | RuntimeException e) { // of a connection that is closed meanwhile
            LOG.debug("A statement on [{}] could not be ended on its server.", pool.alias(), e);
        } finally {
            cancelling.unlock();
        }
    }

    /** Throws the connection away under whoever blocks in it. */
    void breakOff() {
        Conversation with = conversation;
        if (with != null) {
            LOG.warn(
                    "{} leaves a statement that does not end on [{}]; its connection is broken off.",
                    borrower,
                    pool.alias());
            pool.discard(this, with);
        }
    }

    @Override
    public Borrower borrower() {
        return borrower;
    }

    @Override
    public long since() {
        return since;
    }

    /** The statement that was begun last; empty before the first. */
    String last() {
        return last;
    }
}

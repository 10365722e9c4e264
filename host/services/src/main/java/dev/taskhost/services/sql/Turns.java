package dev.taskhost.services.sql;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.SessionStart;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one operation at a time have a session's connection. Each has a virtual thread of its own, so that nobody blocks in a socket who
 * cannot be interrupted there. Thread-safe.
 */
abstract class Turns extends Held {
    /** A statement that was ended on its server returns within milliseconds; one whose server is silent never does. */
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(200);

    private static final int CANCELS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicInteger pending = new AtomicInteger();
    private volatile boolean over;
    private volatile long idleSince = System.nanoTime();

    /** Since the statement before; for operations. */
    boolean lentOn;

    Turns(SqlPool pool, Borrower borrower, SessionStart start) {
        super(pool, borrower, start);
    }

    /** Called once it is closed for good. */
    abstract void closed();

    /** What is done with the connection. */
    interface Operation {
        String run() throws SQLException, ServiceException;
    }

    /** Does it when it has its turn. */
    CompletableFuture<String> perform(Operation operation) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        pending.incrementAndGet();
        Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name("mysql-" + pool.alias())
                .start(() -> perform(operation, answer));
        return answer;
    }

    private void perform(Operation operation, CompletableFuture<String> answer) {
        turn.lock();
        try {
            Runnable told = done(operation, answer);
            pending.decrementAndGet();
            idleSince = System.nanoTime();
            if (pool.isWanted()) {
                lendOnNow();
            }
            told.run();
        } finally {
            turn.unlock();
        }
    }

    /** Does it, whatever comes of it; answers what is to be told then. */
    private Runnable done(Operation operation, CompletableFuture<String> answer) {
        try {
            refuseIfEnded();
            String text = operation.run();
            return () -> answer.complete(text);
        } catch (ServiceException e) {
            return () -> answer.completeExceptionally(e);
        } catch (SQLException e) {
            ServiceException refusal = failed(e);
            return () -> answer.completeExceptionally(refusal);
        } catch (RuntimeException | Error e) { // the driver's own are unchecked
            LOG.error("A session with [{}] failed in a way it should not.", pool.alias(), e);
            ServiceException refusal = new ServiceException(
                    ServiceException.INTERFACE, "the host failed on this statement: " + e + "; its log has more", e);
            return () -> answer.completeExceptionally(refusal);
        }
    }

    /** Whether it was closed for good. */
    public boolean isClosed() {
        return over;
    }

    /** Closed for good where it has no connection any more; for operations. */
    void noteClosed() {
        if (conversation() == null) {
            over = true;
            closed();
        }
    }

    @Override
    public boolean lendOn() {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            return lendOnNow();
        } finally {
            turn.unlock();
        }
    }

    private boolean lendOnNow() {
        Conversation with = conversation();
        if (with == null || ended || with.isLost() || !with.isFree()) {
            return false;
        }
        giveBack(false);
        lentOn = true;
        return true;
    }

    /** Whether it holds nothing and does nothing. */
    public boolean isIdle() {
        return conversation() == null && pending.get() == 0;
    }

    /** Ends it for good, whatever is going on in it; takes a few seconds at most. */
    public void end() {
        ended = true;
        if (turnComes()) {
            try {
                giveBack(true);
            } finally {
                turn.unlock();
            }
        } else {
            breakOff();
        }
        closed();
    }

    /** Ends what is under way again and again, as a statement may be about to begin. */
    private boolean turnComes() {
        boolean mine = turn.tryLock();
        try {
            for (int i = 0; i < CANCELS && !mine; i++) {
                Thread.ofVirtual().start(this::cancel);
                mine = turn.tryLock(BETWEEN_CANCELS.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // in a hurry
        }
        return mine;
    }

    @Override
    public long idleSince() {
        return idleSince;
    }

    @Override
    public String describe(long now) {
        Conversation with = conversation();
        boolean open = with != null && pending.get() == 0;
        return borrower + " for " + SqlPool.seconds(Duration.ofNanos(now - since())) + " ("
                + (open ? "idle after " : "at ") + Words.head(last()) + ")";
    }
}

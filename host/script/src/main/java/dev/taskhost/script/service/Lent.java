package dev.taskhost.script.service;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.RedisSession;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.Services;
import dev.taskhost.core.service.SessionStart;
import dev.taskhost.core.service.SqlSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one call of a body has borrowed, under numbers that scripts know it by. Costs nothing where nothing is. Thread-safe. */
public final class Lent {
    /** What somebody is told who works for no call, or for one that has ended. */
    public static final String NOBODYS =
            "nothing is lent here: the execution this belongs to has ended, or it is nobody's. A thread that"
                    + " goes on after its task has ended can borrow nothing.";

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Services services;
    private final Borrower who;
    private final Map<Long, SqlSession> sql = new ConcurrentHashMap<>();
    private final Map<Long, RedisSession> redis = new ConcurrentHashMap<>();
    private @Nullable Loans loans; // under the monitor
    private boolean ended; // under the monitor

    /** Borrows nothing yet. */
    public Lent(Services services, Borrower who) {
        this.services = services;
        this.who = who;
    }

    private synchronized Loans loans() throws ServiceException {
        if (ended) {
            throw new ServiceException(
                    ServiceException.INTERFACE, who + " has ended; what still runs of it can borrow nothing");
        }
        Loans now = loans;
        if (now == null) {
            now = services.lend(who);
            loans = now;
        }
        return now;
    }

    /**
     * Opens a session.
     *
     * @param words {@code "mysql"} or {@code "redis"}, an alias, and for MySQL autocommit ({@code ""}, {@code "0"} or {@code "1"}) and
     *     perhaps a sql_mode
     * @return {@code +} and its number, or {@code -} and what went wrong, see {@link ServiceFunctions}
     */
    public String open(List<String> words) {
        try {
            long number = NUMBERS.incrementAndGet();
            String alias = words.get(1);
            if (words.getFirst().equals("redis")) {
                redis.put(number, loans().redis(alias));
            } else {
                String autocommit = words.get(2);
                String sqlMode = words.size() > 3 ? words.get(3) : null;
                SessionStart start = new SessionStart(autocommit.isEmpty() ? null : autocommit.equals("1"), sqlMode);
                sql.put(number, loans().sql(alias, start));
            }
            return "+" + number;
        } catch (ServiceException e) {
            return Operations.refusal(e);
        }
    }

    /**
     * Asks a session, or the host itself: number 0.
     *
     * @return completes with {@code +} and the answer, or {@code -} and what went wrong; never exceptionally, unless it is
     *     cancelled: that ends what the host is at, and is nothing to a session
     */
    public CompletableFuture<String> ask(long session, String operation, List<String> texts) {
        CompletableFuture<String> answer;
        try {
            answer = start(session, operation, texts);
        } catch (ServiceException e) {
            return CompletableFuture.completedFuture(Operations.refusal(e));
        }
        CompletableFuture<String> told =
                answer.handle((text, refused) -> refused == null ? "+" + text : Operations.refusal(refused));
        if (session == 0) {
            var _ = told.whenComplete((text, unwanted) -> {
                if (told.isCancelled()) {
                    answer.cancel(true);
                }
            });
        }
        return told;
    }

    private CompletableFuture<String> start(long number, String operation, List<String> texts) throws ServiceException {
        if (number == 0) {
            return loans().ask(operation, texts);
        }
        RedisSession one = redis.get(number);
        if (one != null) {
            return Operations.of(one, operation, texts);
        }
        SqlSession session = sql(number);
        CompletableFuture<String> answer = Operations.of(session, operation, texts);
        return answer.whenComplete((text, refused) -> {
            if (operation.equals("once") && session.isClosed()) {
                sql.remove(number); // it served one statement, and is not asked again
            }
        });
    }

    private SqlSession sql(long number) throws ServiceException {
        SqlSession session = sql.get(number);
        if (session == null) {
            throw new ServiceException(
                    ServiceException.INTERFACE, "this connection was lent to another execution than " + who);
        }
        return session;
    }

    /** Ends what a session is at; returns at once. False when there is nothing to end. */
    public boolean abandon(long number) {
        SqlSession session = sql.get(number);
        if (session == null) {
            return false;
        }
        Thread.startVirtualThread(session::cancel); // it asks the server, and this thread is in a hurry
        return true;
    }

    /**
     * The call is over: everything goes back.
     *
     * @return completes when that is done; at once where nothing was out
     */
    public synchronized CompletableFuture<@Nullable Void> end() {
        ended = true;
        Loans now = loans;
        if (now == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable Void> over = now.isIdle() ? CompletableFuture.completedFuture(null) : null;
        CompletableFuture<@Nullable Void> ending = now.end();
        return over == null ? ending : over;
    }
}

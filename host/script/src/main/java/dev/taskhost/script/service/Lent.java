package dev.taskhost.script.service;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.RedisSession;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.Services;
import dev.taskhost.core.service.SessionStart;
import dev.taskhost.core.service.SqlSession;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one call of a body has borrowed, under numbers that scripts know it by. Costs nothing where nothing is. Thread-safe. */
public final class Lent {
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

    long openSql(String alias, SessionStart start) throws ServiceException {
        long number = NUMBERS.incrementAndGet();
        sql.put(number, loans().sql(alias, start));
        return number;
    }

    long openRedis(String alias) throws ServiceException {
        long number = NUMBERS.incrementAndGet();
        redis.put(number, loans().redis(alias));
        return number;
    }

    SqlSession sql(long number) throws ServiceException {
        return known(sql.get(number));
    }

    RedisSession redis(long number) throws ServiceException {
        return known(redis.get(number));
    }

    boolean isRedis(long number) {
        return redis.containsKey(number);
    }

    /** A session that served one statement is not asked again. */
    void forget(long number) {
        sql.remove(number);
    }

    private <T> T known(@Nullable T session) throws ServiceException {
        if (session == null) {
            throw new ServiceException(
                    ServiceException.INTERFACE, "this connection was lent to another execution than " + who);
        }
        return session;
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

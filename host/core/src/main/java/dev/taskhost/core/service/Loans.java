package dev.taskhost.core.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** All that one execution has borrowed, by whichever of its threads. Thread-safe. */
public interface Loans {
    /**
     * A session with a database; no connection is taken from the pool before its first statement.
     *
     * @param alias a table of mysql.toml
     * @param start what the session begins with
     * @throws ServiceException when there is no such alias, or the execution has ended
     */
    SqlSession sql(String alias, SessionStart start) throws ServiceException;

    /**
     * A Redis.
     *
     * @param alias a table of redis.toml
     * @throws ServiceException when there is no such alias, or the execution has ended
     */
    RedisSession redis(String alias) throws ServiceException;

    /**
     * A database in the terms of another API than ours, whose connections are this execution's.
     *
     * @param type what is wanted: {@code javax.sql.DataSource}
     * @param alias a table of mysql.toml
     * @throws ServiceException when there is no such alias, or the execution has ended
     */
    <T> T sqlAs(Class<T> type, String alias) throws ServiceException;

    /**
     * Asks the host for something that is not lent: a secret, a notice.
     *
     * @param operation which; see {@link Operation}
     * @param arguments for it
     * @return JSON, or exceptionally a {@link ServiceException}; cancelling it says that nobody wants it any more
     * @throws ServiceException when there is no such operation, or the execution has ended
     */
    CompletableFuture<String> ask(String operation, List<String> arguments) throws ServiceException;

    /**
     * The execution is asked to stop: ends what its threads are blocked in, statements on their server too. It may borrow on,
     * to tidy up, until {@link #end}. Returns at once.
     */
    void stop();

    /** Whether nothing is held that {@link #end} would have to wait for. */
    boolean isIdle();

    /**
     * The execution is over: transactions are rolled back and connections given back, or broken off where a thread still blocks
     * in one. Nothing is lent from now on.
     *
     * @return completes when all is back; never exceptionally
     */
    CompletableFuture<@Nullable Void> end();
}

package dev.taskhost.app.child;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.RedisSession;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.SessionStart;
import dev.taskhost.core.service.SqlSession;
import dev.taskhost.script.child.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What the call that this process is at has borrowed of the host, which keeps the connections and gives them back. Thread-safe. */
final class RemoteLoans implements Loans {
    private final Asking asking;
    private final long call;
    private final Borrower who;
    private final Map<Long, RemoteSql> sessions = new ConcurrentHashMap<>();
    private final Map<String, RemoteRedis> redis = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /** @param call the host's number of it */
    RemoteLoans(Asking asking, long call, Borrower who) {
        this.asking = asking;
        this.call = call;
        this.who = who;
    }

    @Override
    public SqlSession sql(String alias, SessionStart start) throws ServiceException {
        Boolean autocommit = start.autocommit();
        String sqlMode = start.sqlMode();
        List<String> words = new ArrayList<>(List.of("mysql", alias, autocommit == null ? "" : autocommit ? "1" : "0"));
        if (sqlMode != null) {
            words.add(sqlMode);
        }
        long number = open(words);
        RemoteSql session = new RemoteSql(this, number);
        sessions.put(number, session);
        return session;
    }

    @Override
    public RedisSession redis(String alias) throws ServiceException {
        refuseIfEnded();
        RedisSession known = redis.get(alias);
        if (known != null) {
            return known; // it has no state
        }
        long number = open(List.of("redis", alias));
        String encoding = answer(ask(number, "encoding", List.of()));
        RemoteRedis one = new RemoteRedis(this, number, encoding.substring(1, encoding.length() - 1));
        redis.put(alias, one);
        return one;
    }

    private long open(List<String> words) throws ServiceException {
        refuseIfEnded();
        return Long.parseLong(answer(asking.ask(call, Ask.What.OPEN, 0, words)));
    }

    /** Waits for it. */
    private static String answer(CompletableFuture<String> answer) throws ServiceException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the body is to end, and this is for whoever sees to that
            throw new ServiceException(ServiceException.INTERFACE, "stopped while it waited for an answer", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ServiceException refused
                    ? refused
                    : new ServiceException(ServiceException.INTERFACE, String.valueOf(e.getCause()), e);
        }
    }

    /** Asks a session, or the host itself: number 0. */
    CompletableFuture<String> ask(long session, String operation, List<String> texts) {
        List<String> words = new ArrayList<>(texts.size() + 1);
        words.add(operation);
        words.addAll(texts);
        return asking.ask(call, Ask.What.ASK, session, words);
    }

    @Override
    public <T> T sqlAs(Class<T> type, String alias) throws ServiceException {
        throw new ServiceException(
                ServiceException.INTERFACE,
                "there is no " + type.getSimpleName() + " for [" + alias
                        + "] in a process of its own (extra.isolation ="
                        + " \"process\"): the connections of the host's pools are the host's. Run this task without"
                        + " extra.isolation, or bring a JDBC driver in the plugin and open a connection with it.");
    }

    @Override
    public CompletableFuture<String> ask(String operation, List<String> arguments) throws ServiceException {
        refuseIfEnded();
        return ask(0, operation, arguments);
    }

    private void refuseIfEnded() throws ServiceException {
        if (ended) {
            throw new ServiceException(
                    ServiceException.INTERFACE, who + " has ended; what still runs of it can borrow nothing");
        }
    }

    /** Ends what that session is at. */
    void abandon(long session) {
        asking.abandon(call, session);
    }

    /** It served one statement and is not asked again. */
    void forget(long session) {
        sessions.remove(session);
    }

    @Override
    public void stop() {
        sessions.values().forEach(RemoteSql::cancel);
        redis.values()
                .forEach(one -> asking.giveUp(call, one.number(), "stopped while it waited for an answer of Redis"));
    }

    /** {@inheritDoc} The host waits for what it has to, after the end that it is told. */
    @Override
    public boolean isIdle() {
        return true;
    }

    @Override
    public CompletableFuture<@Nullable Void> end() {
        ended = true;
        asking.giveUp(call, null, who + " has ended; what still runs of it can borrow nothing");
        return CompletableFuture.completedFuture(null);
    }
}

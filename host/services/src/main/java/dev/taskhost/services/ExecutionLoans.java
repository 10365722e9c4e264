package dev.taskhost.services;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.service.RedisSession;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.SessionStart;
import dev.taskhost.core.service.SqlSession;
import dev.taskhost.services.redis.RedisCalls;
import dev.taskhost.services.sql.LentDataSource;
import dev.taskhost.services.sql.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one execution has borrowed. Thread-safe. */
final class ExecutionLoans implements Loans {
    private final HostServices services;
    private final Borrower who;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Set<RedisCalls> calls = ConcurrentHashMap.newKeySet();
    private final Set<LentDataSource> sources = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private boolean ended; // under the monitor

    ExecutionLoans(HostServices services, Borrower who) {
        this.services = services;
        this.who = who;
    }

    @Override
    public synchronized SqlSession sql(String alias, SessionStart start) throws ServiceException {
        refuseIfEnded();
        Session session = services.sql(alias).session(who, start, sessions::remove);
        sessions.add(session);
        return session;
    }

    @Override
    public synchronized RedisSession redis(String alias) throws ServiceException {
        refuseIfEnded();
        RedisCalls redis = new RedisCalls(services.redis(alias), alias);
        calls.add(redis);
        return redis;
    }

    @Override
    public synchronized <T> T sqlAs(Class<T> type, String alias) throws ServiceException {
        refuseIfEnded();
        LentDataSource source = services.sql(alias).dataSource(who);
        if (!type.isInstance(source)) {
            throw new ServiceException(
                    ServiceException.INTERFACE, "there is no " + type.getName() + " of a database here");
        }
        sources.add(source);
        return type.cast(source);
    }

    @Override
    public CompletableFuture<String> ask(String operation, List<String> arguments) throws ServiceException {
        Operation wanted = services.operation(operation);
        synchronized (this) {
            refuseIfEnded();
        }
        CompletableFuture<String> answer = wanted.ask(who, arguments);
        long number = numbers.incrementAndGet();
        asked.put(number, answer);
        var _ = answer.whenComplete((text, failure) -> asked.remove(number));
        synchronized (this) {
            if (ended) { // meanwhile
                answer.cancel(true);
            }
        }
        return answer;
    }

    private void refuseIfEnded() throws ServiceException {
        if (ended) {
            throw new ServiceException(
                    ServiceException.INTERFACE, who + " has ended; what still runs of it can borrow nothing");
        }
    }

    @Override
    public void stop() {
        for (Session session : sessions) {
            Thread.ofVirtual().start(session::cancel);
        }
        for (LentDataSource source : sources) {
            Thread.ofVirtual().start(source::cancel);
        }
        calls.forEach(RedisCalls::cancel);
        asked.values().forEach(answer -> answer.cancel(true));
    }

    @Override
    public boolean isIdle() {
        return sessions.stream().allMatch(Session::isIdle)
                && sources.stream().allMatch(LentDataSource::isIdle)
                && calls.stream().allMatch(RedisCalls::isIdle);
    }

    @Override
    public CompletableFuture<@Nullable Void> end() {
        synchronized (this) {
            ended = true;
        }
        calls.forEach(RedisCalls::end);
        asked.values().forEach(answer -> answer.cancel(true));
        List<CompletableFuture<?>> ending = new ArrayList<>();
        sessions.forEach(session -> ending.add(aside(session::end)));
        sources.forEach(source -> ending.add(aside(source::end)));
        return CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<?> aside(Runnable end) {
        CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.run();
            } finally {
                over.complete(null);
            }
        });
        return over;
    }
}

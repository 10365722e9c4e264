package dev.taskhost.services.redis;

import dev.taskhost.core.service.RedisSession;
import dev.taskhost.core.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A Redis as one execution has it: each call on a virtual thread, which ends with the execution. Thread-safe. */
public final class RedisCalls implements RedisSession {
    /** They would change the connection for whoever gets it next, or hold it. */
    private static final Set<String> STATEFUL = Set.of(
            "multi",
            "exec",
            "discard",
            "watch",
            "unwatch",
            "select",
            "subscribe",
            "psubscribe",
            "ssubscribe",
            "unsubscribe",
            "punsubscribe",
            "sunsubscribe",
            "monitor",
            "auth",
            "hello",
            "reset",
            "quit",
            "client",
            "shutdown",
            "sync",
            "psync",
            "blpop",
            "brpop",
            "blmove",
            "brpoplpush",
            "blmpop",
            "bzpopmin",
            "bzpopmax",
            "bzmpop",
            "wait",
            "waitaof");

    private final RedisPool pool;
    private final String alias;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param alias its table of redis.toml */
    public RedisCalls(RedisPool pool, String alias) {
        this.pool = pool;
        this.alias = alias;
    }

    @Override
    public String encoding() {
        return pool.encoding();
    }

    @Override
    public CompletableFuture<String> call(List<byte[]> command) {
        return perform(() -> {
            refuseStateful(command);
            Object answer = pool.execute(List.of(command)).getFirst();
            if (answer instanceof Exception refused) {
                throw new ServiceException(
                        ServiceException.REDIS_REFUSED, String.valueOf(refused.getMessage()), refused);
            }
            return ReplyText.of(answer);
        });
    }

    @Override
    public CompletableFuture<String> pipeline(List<List<byte[]>> commands, boolean transaction) {
        return perform(() -> {
            for (List<byte[]> command : commands) {
                refuseStateful(command);
            }
            if (!transaction) {
                return ReplyText.of(pool.execute(commands));
            }
            List<List<byte[]>> all = new ArrayList<>();
            all.add(List.of(RedisPool.bytes("MULTI")));
            all.addAll(commands);
            all.add(List.of(RedisPool.bytes("EXEC")));
            return executed(pool.execute(all));
        });
    }

    private static String executed(List<@Nullable Object> answers) throws ServiceException {
        Object exec = answers.getLast();
        if (exec instanceof Exception refused) {
            String first = answers.stream()
                    .filter(Exception.class::isInstance)
                    .map(e -> String.valueOf(((Exception) e).getMessage()))
                    .findFirst()
                    .orElse("");
            throw new ServiceException(
                    ServiceException.REDIS_REFUSED,
                    "nothing of the transaction took effect: " + first + " (" + refused.getMessage() + ")",
                    refused);
        }
        return ReplyText.of(exec);
    }

    private static void refuseStateful(List<byte[]> command) throws ServiceException {
        String name = new String(command.getFirst(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        if (STATEFUL.contains(name)) {
            throw new ServiceException(
                    ServiceException.REDIS_REFUSED,
                    "ERR " + name.toUpperCase(Locale.ROOT)
                            + " is not to be had on a connection that is shared: it would stay in"
                            + " it or hold it. For MULTI and EXEC use pipeline(…, transaction=True).");
        }
    }

    private interface Operation {
        String run() throws ServiceException;
    }

    /** A call under way. */
    private static final class Running {
        private final Thread thread = Thread.currentThread();
        private volatile boolean cancelled;

        void cancel() {
            cancelled = true;
            thread.interrupt();
        }
    }

    private CompletableFuture<String> perform(Operation operation) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name("redis-" + alias)
                .start(() -> {
                    Running call = new Running();
                    running.add(call);
                    try {
                        if (ended.get()) {
                            throw new ServiceException(
                                    ServiceException.INTERFACE, "the execution that asked for this has ended");
                        }
                        answer.complete(operation.run());
                    } catch (ServiceException e) {
                        answer.completeExceptionally(call.cancelled ? cancelled(e) : e);
                    } catch (RuntimeException | Error e) {
                        answer.completeExceptionally(new ServiceException(
                                ServiceException.REDIS_AWAY, "the call to [" + alias + "] failed: " + e, e));
                    } finally {
                        running.remove(call);
                    }
                });
        return answer;
    }

    /** Nothing is wrong with Redis, whatever a connection that is closed under its command says. */
    private static ServiceException cancelled(ServiceException e) {
        return new ServiceException(
                ServiceException.REDIS_AWAY,
                "interrupted while Redis worked; whether the command took effect is not known",
                e);
    }

    /** Whether nothing is under way. */
    public boolean isIdle() {
        return running.isEmpty();
    }

    /** Ends what is under way: its connection is closed under it, and replaced. */
    public void cancel() {
        running.forEach(Running::cancel);
    }

    /** Ends it for good. */
    public void end() {
        ended.set(true);
        cancel();
    }
}

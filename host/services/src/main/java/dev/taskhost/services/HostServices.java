package dev.taskhost.services;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.Services;
import dev.taskhost.core.text.Nearest;
import dev.taskhost.services.redis.RedisPool;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.services.sql.SqlPool;
import dev.taskhost.services.sql.SqlServer;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The pools of a host, one for each alias, opened when it is first asked for. Thread-safe. */
public final class HostServices implements Services, AutoCloseable {
    private final Map<String, SqlServer> sqlServers;
    private final Map<String, RedisServer> redisServers;
    private final Map<String, SqlPool> sql = new ConcurrentHashMap<>();
    private final Map<String, RedisPool> redis = new ConcurrentHashMap<>();
    private final Set<String> embedded;
    private final Map<String, Operation> operations;
    private volatile boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param sqlServers by their alias in mysql.toml
     * @param redisServers by their alias in redis.toml
     * @param embedded aliases of mysql.toml that are no server, but the scheduler's own database
     * @param operations what bodies may ask of the host beside that, by name; they are closed with these
     */
    public HostServices(
            Map<String, SqlServer> sqlServers,
            Map<String, RedisServer> redisServers,
            Set<String> embedded,
            Map<String, Operation> operations) {
        this.sqlServers = Map.copyOf(sqlServers);
        this.redisServers = Map.copyOf(redisServers);
        this.embedded = Set.copyOf(embedded);
        this.operations = Map.copyOf(operations);
    }

    @Override
    public Loans lend(Borrower who) {
        return new ExecutionLoans(this, who);
    }

    /** @throws ServiceException when there is no such alias */
    SqlPool sql(String alias) throws ServiceException {
        SqlServer server = sqlServers.get(alias);
        if (embedded.contains(alias)) {
            throw new ServiceException(
                    ServiceException.UNKNOWN_ALIAS,
                    "[" + alias + "] is the embedded database, which is the scheduler's alone. Give [" + alias
                            + "] of mysql.toml a host, port, db, user and password, or add another table for a MySQL or"
                            + " MariaDB of yours.");
        }
        if (server == null) {
            throw unknown("mysql.toml", alias, sqlServers.keySet());
        }
        refuseIfClosed();
        return sql.computeIfAbsent(alias, key -> aside(() -> new SqlPool(key, server)));
    }

    /** @throws ServiceException when there is no such alias */
    RedisPool redis(String alias) throws ServiceException {
        RedisServer server = redisServers.get(alias);
        if (server == null) {
            throw unknown("redis.toml", alias, redisServers.keySet());
        }
        refuseIfClosed();
        return redis.computeIfAbsent(alias, key -> aside(() -> new RedisPool(key, server)));
    }

    /** @throws ServiceException when the host knows no such operation */
    Operation operation(String name) throws ServiceException {
        Operation operation = operations.get(name);
        if (operation == null) {
            throw new ServiceException(ServiceException.INTERFACE, "the host knows no operation " + name);
        }
        refuseIfClosed();
        return operation;
    }

    /** On a thread of the host's: a pool's own threads must not pass for those of the body that asks first. */
    private static <T> T aside(Supplier<T> opening) {
        CompletableFuture<T> opened = new CompletableFuture<>();
        Thread.ofVirtual().inheritInheritableThreadLocals(false).start(() -> {
            try {
                opened.complete(opening.get());
            } catch (RuntimeException | Error e) {
                opened.completeExceptionally(e);
            }
        });
        return opened.join();
    }

    private void refuseIfClosed() throws ServiceException {
        if (closed) {
            throw new ServiceException(ServiceException.INTERFACE, "the host is ending and lends nothing more");
        }
    }

    private static ServiceException unknown(String file, String alias, Collection<String> known) {
        String all = known.isEmpty() ? "it has none" : "it has " + String.join(", ", new TreeSet<>(known));
        String hint = Nearest.hint(alias, known);
        return new ServiceException(
                ServiceException.UNKNOWN_ALIAS,
                "there is no [" + alias + "] in " + file + " (" + all + ")" + (hint.isEmpty() ? "." : hint)
                        + " Add the table, or use one that is there.");
    }

    /** How many connections are lent to bodies now, of all pools. */
    public int lent() {
        return sql.values().stream().mapToInt(SqlPool::lent).sum()
                + redis.values().stream().mapToInt(RedisPool::lent).sum();
    }

    /** Closes all connections; bodies have ended by now. */
    @Override
    public void close() {
        closed = true;
        sql.values().forEach(SqlPool::close);
        redis.values().forEach(RedisPool::close);
        operations.values().forEach(Operation::close);
    }
}

package dev.taskhost.services.redis;

import dev.taskhost.core.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** The connections to one Redis. Opens the first one when it is asked for. Thread-safe. */
public final class RedisPool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> NO_MASTER = Set.of("READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN");

    private final String alias;
    private final RedisServer server;
    private final ConnectionPool connections;

    /** @param alias its table of redis.toml */
    public RedisPool(String alias, RedisServer server) {
        this.alias = alias;
        this.server = server;
        this.connections =
                new ConnectionPool(new HostAndPort(server.host(), server.port()), client(server), pool(server));
    }

    private static ConnectionPoolConfig pool(RedisServer server) {
        ConnectionPoolConfig config = new ConnectionPoolConfig();
        config.setMaxTotal(server.maxsize());
        config.setMaxIdle(server.maxsize());
        config.setMinIdle(server.minsize());
        config.setMaxWait(PATIENCE);
        config.setTestOnBorrow(false);
        config.setTestWhileIdle(true);
        config.setJmxEnabled(false);
        return config;
    }

    private static DefaultJedisClientConfig client(RedisServer server) {
        int millis = Math.toIntExact(server.timeout().toMillis());
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .database(server.db())
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis);
        if (!server.username().isEmpty()) {
            config.user(server.username());
        }
        if (!server.password().isEmpty()) {
            config.password(server.password());
        }
        if (server.ssl()) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return config.build();
    }

    /** The encoding of its answers, for callers. */
    public String encoding() {
        return server.encoding();
    }

    /** How many connections are lent now. */
    public int lent() {
        return connections.getNumActive();
    }

    /**
     * Executes commands in one round trip.
     *
     * @return an answer or an exception for each
     */
    List<@Nullable Object> execute(List<List<byte[]>> commands) throws ServiceException {
        try (Connection connection = connect()) {
            for (List<byte[]> command : commands) {
                connection.sendCommand(named(command.getFirst()), arguments(command));
            }
            List<@Nullable Object> answers = new ArrayList<>(connection.getMany(commands.size()));
            if (answers.stream().anyMatch(RedisPool::isNoMaster)) {
                connection.setBroken(); // behind the same name there may be another server by now
                connections.clear();
            }
            return answers;
        } catch (JedisException e) {
            throw refusal(e);
        }
    }

    /** What a Redis answers that was the master, or is going to be. */
    private static boolean isNoMaster(@Nullable Object answer) {
        return answer instanceof JedisDataException refused
                && NO_MASTER.contains(String.valueOf(refused.getMessage()).split(" ", 2)[0]);
    }

    /** The first connection after a failover may be a dead one of before: all idle ones are, then. */
    private Connection connect() {
        Connection connection = connections.getResource();
        if (connection.isBroken() || !connection.isConnected()) {
            connection.close();
            connections.clear();
            connection = connections.getResource();
        }
        return connection;
    }

    private static ProtocolCommand named(byte[] name) {
        return () -> name;
    }

    private static byte[][] arguments(List<byte[]> command) {
        return command.subList(1, command.size()).toArray(byte[][]::new);
    }

    private ServiceException refusal(JedisException e) {
        if (e instanceof JedisDataException) {
            return new ServiceException(ServiceException.REDIS_REFUSED, String.valueOf(e.getMessage()), e);
        }
        connections.clear(); // idle ones are as dead
        Throwable telling = e;
        while (telling.getCause() != null) {
            telling = telling.getCause();
        }
        boolean full = connections.getNumActive() >= server.maxsize();
        String what = full
                ? "all " + server.maxsize() + " connections of [" + alias + "] are in use. Raise maxsize in redis.toml."
                : "[" + alias + "], " + server + ", cannot be reached (" + telling.getMessage()
                        + "). Whether the command took effect is not known. Check that it runs and can be reached from"
                        + " here; the next call connects again.";
        return new ServiceException(ServiceException.REDIS_AWAY, what, e);
    }

    @Override
    public void close() {
        connections.close();
    }

    static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }
}

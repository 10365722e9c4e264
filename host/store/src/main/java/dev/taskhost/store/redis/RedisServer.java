package dev.taskhost.store.redis;

import java.time.Duration;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * A Redis. The number of a database is not part of it: what is published is heard in all of them.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param username the account; empty for Redis's default one
 * @param password never shown; empty for none
 * @param ssl whether the connection is encrypted; the certificate must be one that this JVM trusts, and bear the name
 * @param timeout for one attempt to connect, and for one answer
 */
public record RedisServer(String host, int port, String username, String password, boolean ssl, Duration timeout) {
    /** A subscription on which nothing comes for this long, not even the answer to a ping, is dead. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    /**
     * Connects and logs in.
     *
     * @throws redis.clients.jedis.exceptions.JedisException when that does not work
     */
    Jedis connect() {
        int millis = Math.toIntExact(timeout.toMillis());
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .blockingSocketTimeoutMillis(Math.toIntExact(LONGEST_SILENCE.toMillis()));
        if (!username.isEmpty()) {
            config.user(username);
        }
        if (!password.isEmpty()) {
            config.password(password);
        }
        if (ssl) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return new Jedis(new HostAndPort(host, port), config.build());
    }

    /** Where it is; safe to show. */
    @Override
    public String toString() {
        return "Redis at " + host + ":" + port;
    }
}

package dev.taskhost.services.redis;

import java.time.Duration;

/**
 * A table of redis.toml.
 *
 * @param host name or address
 * @param username the account; empty for Redis's default one
 * @param password never shown; empty for none
 * @param ssl whether the connection is encrypted; the certificate must be one that this JVM trusts, and bear the name
 * @param encoding of answers, for callers; empty: bytes
 * @param minsize connections held ready once the first was asked for
 * @param maxsize most connections at once, of all bodies
 * @param timeout for one attempt to connect, and for one answer
 */
public record RedisServer(
        String host,
        int port,
        int db,
        String username,
        String password,
        boolean ssl,
        String encoding,
        int minsize,
        int maxsize,
        Duration timeout) {
    /** Without the password. */
    @Override
    public String toString() {
        return "Redis at " + host + ":" + port + "/" + db;
    }
}

package dev.taskhost.app.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * redis.toml: a table per Redis, by an alias of the user's choice; none is needed. Immutable.
 *
 * @param aliases by alias, may be empty
 */
public record RedisSettings(Map<String, Server> aliases) {
    /** The alias of the Redis that carries the wake signal, when there is one. */
    public static final String DEFAULT = "default";

    public RedisSettings {
        aliases = Map.copyOf(aliases);
    }

    /** The Redis that carries the wake signal between hosts; empty when there is none. */
    public Optional<Server> wake() {
        return Optional.ofNullable(aliases.get(DEFAULT));
    }

    /**
     * A Redis.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     * @param db the database's number
     * @param username the account, empty for Redis's default one
     * @param password its password; {@link Secret#NONE} for none
     * @param ssl whether the connection is encrypted
     * @param encoding the encoding in which answers become texts; empty: answers are bytes, as in aioredis
     * @param minsize connections held ready
     * @param maxsize the most connections held at once
     * @param timeout for one attempt to connect
     */
    public record Server(
            String host,
            int port,
            int db,
            String username,
            Secret password,
            boolean ssl,
            String encoding,
            int minsize,
            int maxsize,
            Duration timeout) {}

    static RedisSettings read(Table top) {
        Map<String, Server> aliases = new LinkedHashMap<>();
        top.tables(DEFAULT).forEach((alias, table) -> aliases.put(alias, server(table)));
        return new RedisSettings(aliases);
    }

    private static Server server(Table table) {
        Server server = new Server(
                HostName.required(table, "host"),
                table.number("port", 6379, 1, 65535),
                table.number("db", 0, 0, 65535),
                table.text("username", ""),
                table.secret("password"),
                table.yesNo("ssl", false),
                table.text("encoding", "", "an encoding, like utf-8", RedisSettings::isEncoding),
                table.number("minsize", 1, 0, 10_000),
                table.number("maxsize", 10, 1, 10_000),
                table.seconds("timeout", "5", "0.1", "3600"));
        table.refuseOthers("");
        if (server.minsize() > server.maxsize()) {
            table.problem("minsize is " + server.minsize() + ", more than maxsize (" + server.maxsize() + ")");
        }
        return server;
    }

    private static boolean isEncoding(String name) {
        try {
            return name.isEmpty() || java.nio.charset.Charset.isSupported(name);
        } catch (java.nio.charset.IllegalCharsetNameException e) {
            return false;
        }
    }
}

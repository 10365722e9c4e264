package dev.taskhost.services.sql;

import java.time.Duration;

/**
 * A table of mysql.toml: MySQL or MariaDB. The connection always speaks utf8mb4, which the server converts to whatever a table uses.
 *
 * @param host name or address
 * @param password never shown
 * @param autocommit what a session begins with
 * @param staleTimeout an idle connection older than this is replaced; zero: never
 * @param maxConnections most connections at once, of all bodies
 * @param connectTimeout for one attempt to connect
 * @param patience how long a body waits for a connection when all are lent
 * @param tls Connector/J's {@code sslMode}
 */
public record SqlServer(
        String host,
        int port,
        String db,
        String user,
        String password,
        boolean autocommit,
        Duration staleTimeout,
        int maxConnections,
        Duration connectTimeout,
        Duration patience,
        String tls) {
    /** How long a body waits for a connection when all are lent, unless another time is given. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** {@code MySQL or MariaDB at db1:3306/shop as reader}. */
    String place() {
        return "MySQL or MariaDB at " + host + ":" + port + "/" + db + " as " + user;
    }

    /** As an address has it: IPv6 in brackets. */
    String hostInUrl() {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    boolean isLoopback() {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return place() + ", at most " + maxConnections + " connections";
    }
}

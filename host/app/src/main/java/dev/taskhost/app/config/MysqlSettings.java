package dev.taskhost.app.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * mysql.toml: a table per database, by an alias of the user's choice. Immutable.
 *
 * @param aliases by alias; {@code default}, the scheduler's own, is always there
 */
public record MysqlSettings(Map<String, Database> aliases) {
    /** The alias of the scheduler's database. */
    public static final String DEFAULT = "default";

    public MysqlSettings {
        aliases = Map.copyOf(aliases);
        if (!aliases.containsKey(DEFAULT)) {
            throw new IllegalArgumentException("no [" + DEFAULT + "]");
        }
    }

    /** The scheduler's database. */
    public Database scheduler() {
        return aliases.getOrDefault(DEFAULT, new Embedded());
    }

    /** A database: the embedded one or a server. */
    public sealed interface Database {}

    /** H2 in a file of the data folder. */
    public record Embedded() implements Database {}

    /**
     * MySQL or MariaDB.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     * @param db the database's name
     * @param user the account
     * @param password its password; {@link Secret#NONE} for none
     * @param charset MySQL's name of the character set
     * @param autocommit for connections given to task bodies
     * @param staleTimeout a connection older than this is replaced when nobody uses it; zero: never
     * @param maxConnections the most connections held at once
     * @param connectTimeout for one attempt to connect
     * @param maxWait how long a task waits for a connection when all are lent
     * @param ssl encryption
     */
    public record Server(
            String host,
            int port,
            String db,
            String user,
            Secret password,
            String charset,
            boolean autocommit,
            Duration staleTimeout,
            int maxConnections,
            Duration connectTimeout,
            Duration maxWait,
            SslMode ssl)
            implements Database {}

    static MysqlSettings read(Table top) {
        Map<String, Database> aliases = new LinkedHashMap<>();
        top.tables(DEFAULT).forEach((alias, table) -> aliases.put(alias, database(alias, table)));
        if (!top.has(DEFAULT)) {
            String others = aliases.isEmpty() ? "" : " (found: " + String.join(", ", aliases.keySet()) + ")";
            top.problem("[" + DEFAULT + "] is missing, the scheduler's own database" + others
                    + "; add [default] with host, port, db, user and password, or with embedded = true");
        }
        aliases.putIfAbsent(DEFAULT, new Embedded());
        return new MysqlSettings(aliases);
    }

    private static Database database(String alias, Table table) {
        Set<String> keys = table.keys();
        boolean embedded = table.yesNo("embedded", false);
        if (!embedded) {
            return server(table);
        }
        List<String> beside = new ArrayList<>(keys);
        beside.remove("embedded");
        if (!beside.isEmpty()) {
            server(table);
            table.wholeProblem("has embedded = true beside " + String.join(", ", beside)
                    + "; keep embedded = true alone, or remove it to use a server");
        }
        if (!alias.equals(DEFAULT)) {
            table.problem("embedded = true is for [default] only; give host, port, db, user and password");
        }
        return new Embedded();
    }

    private static Server server(Table table) {
        Server server = new Server(
                HostName.required(table, "host"),
                table.number("port", 3306, 1, 65535),
                table.required("db", "taskhost"),
                table.required("user", "taskhost"),
                table.secret("password"),
                table.text("charset", "utf8mb4", "the name of a character set, like utf8mb4", t -> t.matches("\\w+")),
                table.yesNo("autocommit", true),
                table.seconds("stale_timeout", "300", "0", "31536000"),
                table.number("max_connections", 20, 1, 10_000),
                table.seconds("connect_timeout", "3", "0.1", "3600"),
                table.seconds("max_wait", "30", "0.1", "3600"),
                table.choice("ssl", SslMode.PREFERRED, SslMode.words()));
        table.refuseOthers("");
        return server;
    }
}

package dev.taskhost.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.taskhost.store.StoreSettings.Embedded;
import dev.taskhost.store.StoreSettings.Server;
import dev.taskhost.store.sql.Dialect;
import dev.taskhost.store.sql.Explainer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * How to connect: address, properties, pool. The password travels as a property, never in an address that could be logged.
 *
 * @param login user, password and the driver's settings
 */
record Connecting(
        String url, Properties login, Dialect dialect, Explainer explainer, int poolSize, long timeoutMillis) {
    private static final int EMBEDDED_POOL = 4;
    private static final long EMBEDDED_TIMEOUT = 10_000;

    /** A frozen server must not hang the engine for ever; the longest statement of ours takes a small part of it. */
    private static final String SOCKET_TIMEOUT = "30000";

    /**
     * The server ends a transaction of ours that lies idle, because our process was frozen in the middle of it and would
     * keep other hosts from its rows: MariaDB after 20 s, MySQL, which has no such setting, with the connection. A pooled
     * connection is used at least every 30 s. In UTC, FROM_UNIXTIME means one instant also while clocks are set back.
     */
    private static final String SESSION =
            "SET SESSION /*M!100300 idle_transaction_timeout = 20, */ wait_timeout = 120, innodb_lock_wait_timeout = 5,"
                    + " time_zone = '+00:00'";

    static Connecting to(StoreSettings settings) {
        return switch (settings) {
            case Embedded embedded -> embedded(embedded);
            case Server server -> server(server);
        };
    }

    /**
     * WRITE_DELAY=0 hands each commit to the operating system at once: a killed process forgets nothing. The other process
     * is let in by a key in the lock file, over loopback.
     */
    private static Connecting embedded(Embedded settings) {
        String url = "jdbc:h2:file:" + settings.file().toAbsolutePath().normalize()
                + ";AUTO_SERVER=TRUE;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0"
                + ";LOCK_TIMEOUT=5000";
        Properties login = new Properties();
        login.setProperty("user", "taskhost");
        login.setProperty("password", "");
        Explainer explainer = new Explainer("the embedded database " + settings.file(), "taskhost", "taskhost");
        return new Connecting(url, login, Dialect.H2, explainer, EMBEDDED_POOL, EMBEDDED_TIMEOUT);
    }

    private static Connecting server(Server s) {
        String host = s.host().contains(":") && !s.host().startsWith("[") ? "[" + s.host() + "]" : s.host();
        String url = "jdbc:mysql://" + host + ":" + s.port() + "/" + URLEncoder.encode(s.db(), StandardCharsets.UTF_8);
        Properties p = new Properties();
        p.setProperty("user", s.user());
        p.setProperty("password", s.password());
        p.setProperty("characterEncoding", "UTF-8");
        p.setProperty("sslMode", s.tls().name());
        // MySQL's default login needs the server's key where there is no TLS; asking for it is safe on this machine
        // only.
        p.setProperty("allowPublicKeyRetrieval", String.valueOf(isLoopback(s.host())));
        p.setProperty("connectTimeout", String.valueOf(s.connectTimeout().toMillis()));
        p.setProperty("tcpKeepAlive", "true");
        p.setProperty("useLocalSessionState", "true");
        p.setProperty("rewriteBatchedStatements", "true");
        p.setProperty("cachePrepStmts", "true");
        p.setProperty("prepStmtCacheSqlLimit", "2048");
        String place = "MySQL or MariaDB at " + s.host() + ":" + s.port() + "/" + s.db() + " as " + s.user();
        Explainer explainer = new Explainer(place, "'" + s.user() + "'@'%'", s.db());
        return new Connecting(
                url,
                p,
                Dialect.MYSQL,
                explainer,
                s.poolSize(),
                s.connectTimeout().toMillis());
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** A pool that connects in the background and does not mind a database that is down. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("taskhost-store");
        config.setJdbcUrl(url);
        login.forEach((key, value) -> config.addDataSourceProperty((String) key, value));
        config.setMaximumPoolSize(poolSize);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Math.max(timeoutMillis, 250));
        config.setKeepaliveTime(30_000);
        if (dialect == Dialect.MYSQL) {
            config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT);
            config.setConnectionInitSql(SESSION);
        }
        return new HikariDataSource(config);
    }

    /** A connection outside the pool, autocommit on, with no time limit for statements. */
    Connection single() throws SQLException {
        return DriverManager.getConnection(url, login);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return explainer.place();
    }
}

package dev.taskhost.services.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/** Makes the pool of a server. The password travels as a property, never in an address that could be logged. */
final class Sources {
    /** How long Hikari is asked at a time; between two times we look who could give a connection back. */
    static final Duration SLICE = Duration.ofSeconds(1);

    /**
     * What every session begins with, also after it was reset. A reader of a large result may think for ten minutes.
     */
    static final String INITIAL = "SET NAMES utf8mb4, character_set_results = utf8mb4, net_write_timeout = 600";

    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private Sources() {}

    /** Connects to nothing yet. */
    static HikariDataSource open(String alias, SqlServer server) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("taskhost-mysql-" + alias);
        config.setJdbcUrl("jdbc:mysql://" + server.hostInUrl() + ":" + server.port() + "/"
                + URLEncoder.encode(server.db(), StandardCharsets.UTF_8));
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(server.maxConnections());
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(SLICE.toMillis());
        config.setConnectionInitSql(INITIAL);
        long life = server.staleTimeout().isZero()
                ? 0
                : Math.max(server.staleTimeout().toMillis(), SHORTEST_LIFE.toMillis());
        config.setMaxLifetime(life);
        config.setIdleTimeout(life == 0 ? IDLE.toMillis() : Math.min(IDLE.toMillis(), life / 2));
        config.setThreadFactory(threads(alias));
        driver(config, server);
        return new HikariDataSource(config);
    }

    /** Named, so that a look at the process says whose they are. */
    private static ThreadFactory threads(String alias) {
        return Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name("mysql-" + alias + "-", 1)
                .factory();
    }

    private static void driver(HikariConfig config, SqlServer server) {
        config.addDataSourceProperty("characterEncoding", "UTF-8");
        config.addDataSourceProperty("characterSetResults", "UTF-8");
        config.addDataSourceProperty("sslMode", server.tls());
        // MySQL's default login needs the server's key where there is no TLS; asking for it is safe on this machine
        // only.
        config.addDataSourceProperty("allowPublicKeyRetrieval", String.valueOf(server.isLoopback()));
        config.addDataSourceProperty(
                "connectTimeout", String.valueOf(server.connectTimeout().toMillis()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("rewriteBatchedStatements", "true");
        config.addDataSourceProperty("useAffectedRows", "true"); // as PyMySQL counts
        config.addDataSourceProperty("jdbcCompliantTruncation", "false"); // leaves the server's sql_mode alone
        config.addDataSourceProperty("netTimeoutForStreamingResults", "0"); // else a SET before each statement
        config.addDataSourceProperty("tinyInt1isBit", "false");
        config.addDataSourceProperty("yearIsDateType", "false");
    }
}

package dev.taskhost.app.host;

import dev.taskhost.app.config.MysqlSettings;
import dev.taskhost.app.config.RedisSettings;
import dev.taskhost.core.service.Operation;
import dev.taskhost.services.HostServices;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.services.sql.SqlServer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The pools that the configuration names, for task bodies. Stateless. */
final class Pools {
    private Pools() {}

    /**
     * Connects to nothing yet; the caller closes it.
     *
     * @param operations what bodies may ask of the host beside that, by name
     */
    static HostServices of(Setup setup, Map<String, Operation> operations) {
        Map<String, SqlServer> sql = new HashMap<>();
        Set<String> embedded = new HashSet<>();
        setup.configuration().mysql().aliases().forEach((alias, database) -> {
            switch (database) {
                case MysqlSettings.Server server -> sql.put(alias, sql(server));
                case MysqlSettings.Embedded own -> embedded.add(alias);
            }
        });
        Map<String, RedisServer> redis = new HashMap<>();
        setup.configuration().redis().aliases().forEach((alias, server) -> redis.put(alias, redis(server)));
        return new HostServices(sql, redis, embedded, operations);
    }

    private static SqlServer sql(MysqlSettings.Server server) {
        return new SqlServer(
                server.host(),
                server.port(),
                server.db(),
                server.user(),
                server.password().reveal(),
                server.autocommit(),
                server.staleTimeout(),
                server.maxConnections(),
                server.connectTimeout(),
                server.maxWait(),
                server.ssl().name());
    }

    private static RedisServer redis(RedisSettings.Server server) {
        return new RedisServer(
                server.host(),
                server.port(),
                server.db(),
                server.username(),
                server.password().reveal(),
                server.ssl(),
                server.encoding(),
                server.minsize(),
                server.maxsize(),
                server.timeout());
    }
}

package dev.taskhost.app.host;

import dev.taskhost.app.config.MysqlSettings;
import dev.taskhost.app.config.RedisSettings;
import dev.taskhost.script.access.Access;
import dev.taskhost.services.HostServices;
import dev.taskhost.services.http.HttpCalls;
import dev.taskhost.services.http.Reach;
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
     * @param access what scripts may reach: servers too that the host calls for them
     */
    static HostServices of(Setup setup, Access access) {
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
        Reach reach = access.isRestricted() ? access.network()::refusal : Reach.ANYWHERE;
        return new HostServices(sql, redis, embedded, Map.of(HttpCalls.NAME, new HttpCalls(reach)));
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

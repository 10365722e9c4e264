package dev.taskhost.app.host;

import dev.taskhost.app.config.MysqlSettings;
import dev.taskhost.app.config.RedisSettings;
import dev.taskhost.core.service.Operation;
import dev.taskhost.script.access.Access;
import dev.taskhost.services.HostServices;
import dev.taskhost.services.http.HttpCalls;
import dev.taskhost.services.http.Reach;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.services.secret.Secrets;
import dev.taskhost.services.sql.SqlServer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the configuration lends to task bodies: pools, and what they may ask the host for. Stateless. */
final class Pools {
    private Pools() {}

    /**
     * Connects to nothing yet; the caller closes it.
     *
     * @param access what scripts may reach: servers too that the host calls for them
     * @param operations what bodies may ask of the host beside that, by name
     */
    static HostServices of(Setup setup, Access access, Map<String, Operation> operations) {
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
        Map<String, Operation> asked = new HashMap<>(operations);
        asked.put(Secrets.OPERATION, secrets(setup));
        asked.put(HttpCalls.NAME, new HttpCalls(reach));
        return new HostServices(sql, redis, embedded, asked);
    }

    private static Secrets secrets(Setup setup) {
        var common = setup.configuration().common();
        return new Secrets(common.secrets(), common.scripts().access().restricted(), setup.masking());
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

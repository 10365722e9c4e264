package dev.taskhost.app.host;

import dev.taskhost.app.config.Configuration;
import dev.taskhost.app.config.MysqlSettings;
import dev.taskhost.core.store.Wake;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.text.Masking;
import dev.taskhost.store.JdbcStore;
import dev.taskhost.store.StoreSettings;
import dev.taskhost.store.redis.RedisServer;
import dev.taskhost.store.redis.RedisWake;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What every command starts from: the configuration, and the folders it names after the command line had its say.
 * Immutable.
 *
 * @param configuration of the environment
 * @param data the data folder, absolute
 * @param scripts the scripts folder, absolute
 * @param plugins the plugins folder, absolute
 * @param clock the process's one clock
 */
public record Setup(Configuration configuration, Path data, Path scripts, Path plugins, InstantSource clock) {

    /** Where the host that owns the data folder keeps the scripts' generations. */
    public Path scriptHistory() {
        return data.resolve("scripts");
    }

    /** Where it keeps the plugins' states. */
    public Path pluginHistory() {
        return data.resolve("plugins/history");
    }

    /** Where the Python packages of scripts are installed, a folder for each lock. */
    public Path packages() {
        return data.resolve("python");
    }

    /** Where the Python modules that scripts are given lie, a folder for each version. */
    public Path library() {
        return data.resolve("pylib");
    }

    /** Where restricted scripts have their scratch folders, one for each task. */
    public Path scratch() {
        return data.resolve("scratch");
    }

    /** Takes the configuration's secrets out of texts. */
    public Masking masking() {
        return configuration.masking();
    }

    /** What counts where a row says nothing. */
    public TaskDefaults defaults() {
        var scheduler = configuration.common().scheduler();
        return new TaskDefaults(
                scheduler.timezone(),
                scheduler.cronDialect(),
                scheduler.misfireGrace(),
                scheduler.timeout(),
                scheduler.keep());
    }

    /** Opens the store; the database may be away. The caller closes it. */
    public JdbcStore openStore() {
        return JdbcStore.open(database(), clock);
    }

    /**
     * Opens the store for a command beside the host: an embedded database that does not exist yet is made, a server's is
     * left as it is.
     */
    public JdbcStore openPreparedStore() {
        JdbcStore store = openStore();
        try {
            if (database() instanceof StoreSettings.Embedded) {
                store.prepare();
            }
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Which database the scheduler works on. */
    public StoreSettings database() {
        return switch (configuration.mysql().scheduler()) {
            case MysqlSettings.Embedded embedded -> new StoreSettings.Embedded(data.resolve("taskhost"));
            case MysqlSettings.Server server ->
                new StoreSettings.Server(
                        server.host(),
                        server.port(),
                        server.db(),
                        server.user(),
                        server.password().reveal(),
                        server.maxConnections(),
                        server.connectTimeout(),
                        tls(server));
        };
    }

    /** The Redis that carries the wake signal, when redis.toml has a default one. */
    public Optional<RedisServer> redis() {
        return configuration
                .redis()
                .wake()
                .map(redis -> new RedisServer(
                        redis.host(),
                        redis.port(),
                        redis.username(),
                        redis.password().reveal(),
                        redis.ssl(),
                        redis.timeout()));
    }

    /** Opens the wake signal; without a Redis nobody is told anything. The caller closes it. */
    public Wake openWake() {
        return redis().<Wake>map(redis -> RedisWake.open(redis, database())).orElse(Wake.NONE);
    }

    private static StoreSettings.Tls tls(MysqlSettings.Server server) {
        return switch (server.ssl()) {
            case DISABLED -> StoreSettings.Tls.DISABLED;
            case PREFERRED -> StoreSettings.Tls.PREFERRED;
            case REQUIRED -> StoreSettings.Tls.REQUIRED;
            case VERIFY_CA -> StoreSettings.Tls.VERIFY_CA;
            case VERIFY_IDENTITY -> StoreSettings.Tls.VERIFY_IDENTITY;
        };
    }
}

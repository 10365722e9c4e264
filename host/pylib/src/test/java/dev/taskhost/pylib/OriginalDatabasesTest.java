package dev.taskhost.pylib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taskhost.script.access.Access;
import dev.taskhost.script.library.LogRecords;
import dev.taskhost.services.HostServices;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.services.sql.SqlServer;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.redis.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Task files in the original's style on a real MariaDB and a real Redis. Those on MariaDB need peewee, see {@link DatabaseScripts#peewee}. */
class OriginalDatabasesTest {
    @TempDir
    static Path home;

    private static RedisProcess redis;
    private static HostServices services;
    private static Scripts scripts;

    @BeforeAll
    static void open() throws IOException {
        MariaDbServer server = MariaDbServer.shared();
        redis = RedisProcess.start();
        services = new HostServices(
                Map.of(
                        "default",
                        new SqlServer(
                                "127.0.0.1",
                                server.port(),
                                server.newDatabase(),
                                "root",
                                "",
                                true,
                                Duration.ofMinutes(5),
                                4,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(30),
                                "DISABLED")),
                Map.of(
                        "default",
                        new RedisServer("127.0.0.1", redis.port(), 0, "", "", false, "", 0, 4, Duration.ofSeconds(3))),
                Set.of(),
                Map.of());
        Map<String, Object> aliases = Map.of("default", Map.of("host", "127.0.0.1"));
        scripts = new Scripts(
                home,
                "original-databases",
                Map.of("mysql", aliases, "redis", aliases, "common", Map.of(), "logger", Map.of()),
                scratch -> Access.TRUSTED,
                LogRecords.HOST,
                settings -> settings.withServices(services));
        if (hasPeewee()) {
            Files.copy(DatabaseScripts.peewee(), scripts.root.resolve("peewee.py"));
        }
    }

    private static boolean hasPeewee() {
        return Files.isRegularFile(DatabaseScripts.peewee());
    }

    @AfterAll
    static void close() {
        scripts.close();
        services.close();
        redis.close();
    }

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(services.lent()).isZero();
    }

    @Test
    void queriesByPeeweeBlockingAndAwaited() throws Exception {
        assumeTrue(hasPeewee());
        assertThat(scripts.json("tasks/orders.py:prepare"))
                .isEqualTo("[\"execute_task\", \"item\", \"orders\", \"task\"]");
        assertThat(scripts.json("tasks/orders.py:blocking")).isEqualTo("1062");
        assertThat(scripts.json("tasks/orders.py:managed")).isEqualTo("[\"b\", \"c\", \"d\", \"e\", \"kept\"]");
        assertThat(scripts.json("tasks/orders.py:update_ext"))
                .isEqualTo("{\"delay\": 60, \"seen\": 1, \"create_at\": true}");
        assertThat(scripts.json("tasks/orders.py:unknown"))
                .isEqualTo("\"mysql.toml has no table [reports]; it has default. Add it, and restart the host\"");
    }

    @Test
    void callsOfRedis() throws Exception {
        assertThat(scripts.json("tasks/cache.py:calls")).isEqualTo("true");
        assertThat(scripts.json("tasks/cache.py:together")).isEqualTo("\"RedisError\"");
        assertThat(scripts.json("tasks/cache.py:refused"))
                .isEqualTo("[\"redis.toml has no table [nowhere]; it has default. Add it, and restart the host\","
                        + " \"SUBSCRIBE needs a connection of its own\", true]");
    }

    @Test
    void modelsWithoutPeeweeSayWhatIsMissing() throws Exception {
        assumeTrue(!hasPeewee());
        assertThat(scripts.call(dev.taskhost.core.body.Isolation.SHARED, "tasks/tables.py:first")
                        .toString())
                .contains("add peewee to requirements.txt and run `taskhost pip install`");
    }
}

package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.app.config.MysqlSettings.Embedded;
import dev.taskhost.app.config.MysqlSettings.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key of mysql.toml and redis.toml with its default and with another value. */
class ServerSettingsMappingTest {
    @TempDir
    Path home;

    private ConfFolder conf;

    @BeforeEach
    void conf() {
        conf = new ConfFolder(home);
    }

    @Test
    void mysqlDefaults() {
        MysqlSettings mysql = conf.file("mysql", """
                        [default]
                        embedded = true
                        [kodo]
                        host = 'db1'
                        db = 'blog'
                        user = 'root'
                        """).load().mysql();

        assertThat(mysql.scheduler()).isEqualTo(new Embedded());
        assertThat(mysql.aliases().get("kodo"))
                .isEqualTo(new Server(
                        "db1",
                        3306,
                        "blog",
                        "root",
                        Secret.NONE,
                        "utf8mb4",
                        true,
                        Duration.ofSeconds(300),
                        20,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        SslMode.PREFERRED));
    }

    @Test
    void mysqlWithEveryKeySet() {
        MysqlSettings mysql = conf.file("mysql", """
                        [default]
                        embedded = false
                        host = "127.0.0.1"
                        port = 3307
                        db = "blog"
                        user = "root"
                        password = "123456"
                        charset = "utf8"
                        autocommit = false
                        stale_timeout = 60
                        max_connections = 3
                        connect_timeout = 2.5
                        max_wait = 7
                        ssl = "verify_identity"
                        """).load().mysql();

        assertThat(mysql.scheduler())
                .isEqualTo(new Server(
                        "127.0.0.1",
                        3307,
                        "blog",
                        "root",
                        Secret.of("123456"),
                        "utf8",
                        false,
                        Duration.ofSeconds(60),
                        3,
                        Duration.ofMillis(2500),
                        Duration.ofSeconds(7),
                        SslMode.VERIFY_IDENTITY));
    }

    @Test
    void redisDefaultsAndEveryKeySet() {
        assertThat(conf.load().redis().aliases()).isEmpty();
        assertThat(conf.file("redis", """
                        [default]
                        host = '127.0.0.1'
                        [cache]
                        host = 'r'
                        port = 6380
                        db = 1
                        username = 'u'
                        password = 'p'
                        ssl = true
                        encoding = 'utf-8'
                        minsize = 2
                        maxsize = 3
                        timeout = 0.5
                        """).load().redis().aliases())
                .isEqualTo(Map.of(
                        "default",
                        new RedisSettings.Server(
                                "127.0.0.1", 6379, 0, "", Secret.NONE, false, "", 1, 10, Duration.ofSeconds(5)),
                        "cache",
                        new RedisSettings.Server(
                                "r", 6380, 1, "u", Secret.of("p"), true, "utf-8", 2, 3, Duration.ofMillis(500))));
    }
}

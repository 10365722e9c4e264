package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.app.config.LoggerSettings.LogFile;
import dev.taskhost.core.task.Keep;
import dev.taskhost.core.trigger.CronDialect;
import dev.taskhost.script.access.HostClasses;
import dev.taskhost.script.network.NetworkList;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key of common.toml and logger.toml with its default and with another value. */
class SettingsMappingTest {
    @TempDir
    Path home;

    private ConfFolder conf;

    @BeforeEach
    void conf() {
        conf = new ConfFolder(home);
    }

    @Test
    void commonDefaults() {
        CommonSettings common = conf.load().common();

        assertThat(common.scheduler())
                .isEqualTo(new CommonSettings.Scheduler(
                        ZoneId.systemDefault(),
                        CronDialect.STANDARD,
                        Duration.ofSeconds(60),
                        Duration.ZERO,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(15),
                        Duration.ZERO,
                        8,
                        85,
                        new Keep(10_000, 30)));
        assertThat(common.scripts())
                .isEqualTo(new CommonSettings.Scripts(
                        home.resolve("scripts"),
                        ScriptWorkers.byDefault(),
                        100,
                        "python3",
                        Math.max(2, Runtime.getRuntime().availableProcessors()),
                        0,
                        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                        512,
                        AccessSettings.TRUSTED));
        assertThat(common.plugins()).isEqualTo(new CommonSettings.Bodies(home.resolve("plugins"), 32, 20, 1_000));
        assertThat(common.http()).isEqualTo(new CommonSettings.Http("127.0.0.1", 8888));
        assertThat(common.data()).isEqualTo(home.resolve("data"));
        assertThat(common.logs()).isEqualTo(home.resolve("logs"));
        assertThat(common.outputBytes()).isEqualTo(1_000_000);
        assertThat(common.ding()).isEqualTo(new CommonSettings.Ding(Map.of(), Secret.NONE, Secret.NONE));
        assertThat(common.custom().reveal()).isEmpty();
    }

    @Test
    void commonWithEveryKeySet() {
        CommonSettings common = conf.file("common", """
                        [scheduler]
                        timezone = 'Asia/Shanghai'
                        cron_dialect = "APScheduler"
                        misfire_grace = 1.5
                        timeout_seconds = 90
                        drain_seconds = 0
                        watch_seconds = 2
                        heartbeat_seconds = 1
                        dead_after_seconds = 4
                        free_doing_after_seconds = 3600
                        abandoned_limit = 2
                        heap_limit = 0
                        keep_rows = 0
                        keep_days = 7
                        [scripts]
                        dir = "s"
                        workers = 7
                        keep_generations = 5
                        cpython = "/opt/py/bin/python3.12"
                        cpython_workers = 5
                        cpython_memory_mb = 2048
                        process_workers = 3
                        process_memory_mb = 256
                        access = "Restricted"
                        network = ["api.example.com:443", "10.0.0.0/8"]
                        host_classes = ["java.math.BigDecimal"]
                        [plugins]
                        dir = "/abs/p"
                        workers = 9
                        keep_generations = 3
                        keep_mb = 50
                        [http]
                        host = "::1"
                        port = 0
                        [data]
                        dir = "d"
                        [logs]
                        dir = "l"
                        [output]
                        max_bytes = 0
                        [ding]
                        ding = "https://oapi.dingtalk.com"
                        ding1 = "http://other.example/robot?access_token=abc"
                        access_token = "t0k"
                        secret = "s3c"
                        [custom]
                        name = "x"
                        count = 3
                        ratio = 0.5
                        on = true
                        list = ["a", "b"]
                        [custom.inner]
                        key = "v"
                        """).load().common();

        assertThat(common.scheduler())
                .isEqualTo(new CommonSettings.Scheduler(
                        ZoneId.of("Asia/Shanghai"),
                        CronDialect.APSCHEDULER,
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(90),
                        Duration.ZERO,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofHours(1),
                        2,
                        0,
                        new Keep(0, 7)));
        assertThat(common.scripts())
                .isEqualTo(new CommonSettings.Scripts(
                        home.resolve("s"),
                        7,
                        5,
                        "/opt/py/bin/python3.12",
                        5,
                        2048,
                        3,
                        256,
                        new AccessSettings(
                                true,
                                NetworkList.of(List.of("api.example.com:443", "10.0.0.0/8")),
                                HostClasses.of(List.of("java.math.BigDecimal"), true))));
        assertThat(common.plugins()).isEqualTo(new CommonSettings.Bodies(Path.of("/abs/p"), 9, 3, 50));
        assertThat(common.http()).isEqualTo(new CommonSettings.Http("::1", 0));
        assertThat(common.data()).isEqualTo(home.resolve("d"));
        assertThat(common.logs()).isEqualTo(home.resolve("l"));
        assertThat(common.outputBytes()).isZero();
        assertThat(common.ding())
                .isEqualTo(new CommonSettings.Ding(
                        Map.of(
                                "ding", Secret.of("https://oapi.dingtalk.com"),
                                "ding1", Secret.of("http://other.example/robot?access_token=abc")),
                        Secret.of("t0k"),
                        Secret.of("s3c")));
        assertThat(common.custom().reveal())
                .isEqualTo(Map.of(
                        "name",
                        "x",
                        "count",
                        3L,
                        "ratio",
                        0.5,
                        "on",
                        true,
                        "list",
                        List.of("a", "b"),
                        "inner",
                        Map.of("key", "v")));
    }

    @Test
    void loggerDefaults() {
        assertThat(conf.load().logger().loggers())
                .isEqualTo(Map.of("root", new LogFile(Path.of("taskhost.log"), 5 * 1024 * 1024, 5, LogLevel.DEBUG)));
        assertThat(conf.file("logger", "[\"my.app x\"]")
                        .load()
                        .logger()
                        .loggers()
                        .get("my.app x"))
                .isEqualTo(new LogFile(Path.of("my.app_x.log"), 5 * 1024 * 1024, 5, LogLevel.DEBUG));
    }

    @Test
    void loggerWithEveryKeySet() {
        assertThat(conf.file("logger", """
                        [root]
                            filename = '/data/logs/app/root.log'
                            maxBytes = 104857600 # a remark
                            backupCount = 0
                        [other]
                            filename = "o.log"
                            maxBytes = 0
                            backupCount = 30
                            level = "warn"
                        """).load().logger().loggers())
                .isEqualTo(Map.of(
                        "root", new LogFile(Path.of("/data/logs/app/root.log"), 104857600, 0, LogLevel.DEBUG),
                        "other", new LogFile(Path.of("o.log"), 0, 30, LogLevel.WARNING)));
    }

    @Test
    void everyWordForALevel() {
        Map<String, LogLevel> words = Map.of(
                "debug", LogLevel.DEBUG,
                "Info", LogLevel.INFO,
                "WARNING", LogLevel.WARNING,
                "warn", LogLevel.WARNING,
                "ERROR", LogLevel.ERROR,
                "critical", LogLevel.CRITICAL,
                "fatal", LogLevel.CRITICAL);
        words.forEach((word, level) -> assertThat(conf.file("logger", "[root]\nlevel='" + word + "'")
                        .load()
                        .logger()
                        .loggers()
                        .get("root"))
                .extracting(LogFile::level)
                .isEqualTo(level));
    }
}

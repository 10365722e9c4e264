package dev.taskhost.app.config;

import dev.taskhost.app.child.ProcessSettings;
import dev.taskhost.core.task.Keep;
import dev.taskhost.core.text.Nearest;
import dev.taskhost.core.trigger.CronDialect;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.plugin.PluginHistory;
import dev.taskhost.script.ScriptSettings;
import dev.taskhost.script.cpython.CpythonSettings;
import dev.taskhost.services.secret.TaskSecret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * common.toml. All paths are absolute: relative ones in the file count from taskhost's home folder. Immutable.
 *
 * @param scheduler {@code [scheduler]}
 * @param scripts {@code [scripts]}
 * @param plugins {@code [plugins]}
 * @param http {@code [http]}
 * @param data {@code [data] dir}
 * @param logs {@code [logs] dir}
 * @param outputBytes {@code [output] max_bytes}: how much is kept of what an execution prints; 0: nothing
 * @param ding {@code [ding]}
 * @param notice {@code [notice]}, with what {@code [ding]} makes of it
 * @param secrets {@code [secrets]}, by name
 * @param custom {@code [custom]}
 */
public record CommonSettings(
        Scheduler scheduler,
        Scripts scripts,
        Bodies plugins,
        Http http,
        Path data,
        Path logs,
        long outputBytes,
        Ding ding,
        NoticeSettings notice,
        Map<String, TaskSecret> secrets,
        CustomValues custom) {
    private static final long OUTPUT_BYTES = 1_000_000;
    private static final long MOST_OUTPUT_BYTES = 100_000_000;
    private static final int MOST_MEMORY_MB = 1 << 20;

    /**
     * {@code [scheduler]}
     *
     * @param timezone in which specs are read unless a task says otherwise
     * @param cronDialect how cron specs are read
     * @param misfireGrace a fire time later than this is not served any more
     * @param timeout how long a body may run unless its task says otherwise; zero: as long as it likes
     * @param drain how long running executions may go on when the host ends
     * @param watch the pause between two looks at the task table
     * @param heartbeat how often this host shows that it lives
     * @param deadAfter a host that was silent for so long is declared dead; the same on all hosts
     * @param freeDoingAfter a task that is doing for so long although no host of ours runs it is freed; zero: never
     * @param abandonedLimit the host ends when more threads than that could not be stopped
     * @param heapLimit per cent of the heap in use from which on the greediest execution is ended; 0: never
     * @param keep how many executions are kept, unless a task says otherwise
     */
    public record Scheduler(
            ZoneId timezone,
            CronDialect cronDialect,
            Duration misfireGrace,
            Duration timeout,
            Duration drain,
            Duration watch,
            Duration heartbeat,
            Duration deadAfter,
            Duration freeDoingAfter,
            int abandonedLimit,
            int heapLimit,
            Keep keep) {}

    /**
     * {@code [scripts]}
     *
     * @param dir the folder, absolute
     * @param workers how many bodies of a language run at once, at least 1
     * @param keepGenerations how many states of the folder are kept, at least 1
     * @param cpython the Python for {@code extra.isolation = "cpython"}: an absolute path, or a name to be found on PATH
     * @param cpythonWorkers how many processes of it there are at once, at least 1
     * @param cpythonMemoryMb most address space of each, in MB; 0: no limit
     * @param processWorkers how many JVMs there are at once for {@code extra.isolation = "process"}, plugins' too, at least 1
     * @param processMemoryMb the largest heap of each, in MB
     * @param access what bodies may reach
     */
    public record Scripts(
            Path dir,
            int workers,
            int keepGenerations,
            String cpython,
            int cpythonWorkers,
            int cpythonMemoryMb,
            int processWorkers,
            int processMemoryMb,
            AccessSettings access) {}

    /**
     * {@code [plugins]}
     *
     * @param dir the folder, absolute
     * @param workers how many bodies run at once, at least 1
     * @param keepGenerations how many states of the folder are kept, at least 1
     * @param keepMb how many MB of files are kept for that, at least 1
     */
    public record Bodies(Path dir, int workers, int keepGenerations, int keepMb) {}

    /**
     * {@code [http]}
     *
     * @param host the address to listen on
     * @param port 0 to 65535; 0 takes any free one
     */
    public record Http(String host, int port) {}

    /**
     * {@code [ding]}: DingTalk. The original names its address {@code ding}; other names are addresses of other robots.
     *
     * @param addresses http or https addresses by name
     * @param accessToken the robot's token
     * @param secret the robot's signing secret
     */
    public record Ding(Map<String, Secret> addresses, Secret accessToken, Secret secret) {
        public Ding {
            addresses = Map.copyOf(addresses);
        }
    }

    static CommonSettings read(Table top, Path home) {
        Scheduler scheduler = scheduler(top.table("scheduler"));
        Ding ding = ding(top.table("ding"));
        CommonSettings settings = new CommonSettings(
                scheduler,
                scripts(top.table("scripts"), home),
                plugins(top.table("plugins"), home),
                http(top.table("http")),
                folder(top.table("data"), home, "data"),
                folder(top.table("logs"), home, "logs"),
                output(top.table("output")),
                ding,
                NoticeTable.read(top.table("notice"), ding, scheduler.timezone()),
                SecretsTable.read(top.table("secrets")),
                new CustomValues(top.table("custom").anything()));
        top.refuseOthers(" Values of your own go below [custom].");
        return settings;
    }

    private static Scheduler scheduler(Table table) {
        Scheduler scheduler = new Scheduler(
                timezone(table),
                table.choice("cron_dialect", CronDialect.STANDARD, dialects()),
                table.seconds("misfire_grace", "60", "1", "31536000"),
                table.seconds("timeout_seconds", "0", "0", "31536000"),
                table.seconds("drain_seconds", "10", "0", "86400"),
                table.seconds("watch_seconds", "0.5", "0.05", "10"),
                table.seconds("heartbeat_seconds", "3", "0.5", "60"),
                table.seconds("dead_after_seconds", "15", "2", "600"),
                table.seconds("free_doing_after_seconds", "0", "0", "31536000"),
                table.number("abandoned_limit", 8, 0, 10_000),
                table.number("heap_limit", 85, 0, 99),
                new Keep(
                        table.number("keep_rows", 10_000, 0, Keep.MOST_ROWS),
                        table.number("keep_days", 30, 0, Keep.MOST_DAYS)));
        if (scheduler.deadAfter().compareTo(scheduler.heartbeat().multipliedBy(3)) < 0) {
            table.wholeProblem(
                    "has dead_after_seconds below three heartbeats (heartbeat_seconds); a host would be declared"
                            + " dead for one that came late");
        }
        table.refuseOthers("");
        return scheduler;
    }

    private static Map<String, CronDialect> dialects() {
        Map<String, CronDialect> words = new LinkedHashMap<>();
        words.put("standard", CronDialect.STANDARD);
        words.put("apscheduler", CronDialect.APSCHEDULER);
        words.put("quartz", CronDialect.QUARTZ);
        return words;
    }

    private static ZoneId timezone(Table table) {
        String written = table.has("timezone")
                ? table.text("timezone", "UTC")
                : ZoneId.systemDefault().getId();
        try {
            return ZoneId.of(written.strip());
        } catch (DateTimeException e) {
            String hint = Nearest.hint(written, ZoneId.getAvailableZoneIds());
            table.read("timezone", "the name of a time zone, like Asia/Shanghai or UTC" + hint, v -> Optional.empty());
            return ZoneId.of("UTC");
        }
    }

    private static Scripts scripts(Table table, Path home) {
        String python = table.text(
                "cpython",
                CpythonSettings.COMMAND,
                "the path of a Python, or its name on PATH, like python3",
                text -> !text.isBlank());
        Scripts scripts = new Scripts(
                home.resolve(table.path("dir", "scripts")),
                table.number("workers", ScriptWorkers.byDefault(), 1, ScriptWorkers.MOST),
                table.number("keep_generations", ScriptSettings.KEEP_GENERATIONS, 1, 100_000),
                python.contains("/") ? home.resolve(python).toString() : python,
                table.number("cpython_workers", CpythonSettings.defaultWorkers(), 1, ScriptWorkers.MOST),
                table.number("cpython_memory_mb", 0, 0, MOST_MEMORY_MB),
                table.number("process_workers", ProcessSettings.defaultWorkers(), 1, ScriptWorkers.MOST),
                table.number(
                        "process_memory_mb",
                        ProcessSettings.MEMORY_MB,
                        ProcessSettings.LEAST_MEMORY_MB,
                        MOST_MEMORY_MB),
                AccessSettings.read(table));
        table.refuseOthers("");
        return scripts;
    }

    private static Bodies plugins(Table table, Path home) {
        Bodies plugins = new Bodies(
                home.resolve(table.path("dir", "plugins")),
                table.number("workers", 32, 1, 10_000),
                table.number("keep_generations", PluginHistory.KEEP, 1, 100_000),
                table.number("keep_mb", PluginHistory.KEEP_MB, 1, MOST_MEMORY_MB));
        table.refuseOthers("");
        return plugins;
    }

    private static Http http(Table table) {
        Http http = new Http(HostName.optional(table, "host", "127.0.0.1"), table.number("port", 8888, 0, 65535));
        table.refuseOthers("");
        return http;
    }

    private static Path folder(Table table, Path home, String fallback) {
        Path folder = home.resolve(table.path("dir", fallback));
        table.refuseOthers("");
        return folder;
    }

    private static long output(Table table) {
        long maxBytes = table.whole("max_bytes", OUTPUT_BYTES, 0, MOST_OUTPUT_BYTES);
        table.refuseOthers("");
        return maxBytes;
    }

    private static Ding ding(Table table) {
        Secret token = table.secret("access_token");
        Secret secret = table.secret("secret");
        Map<String, Secret> addresses = new LinkedHashMap<>();
        for (String name : table.others()) {
            String expected = "an http or https address; of [ding], only access_token and secret are other texts";
            addresses.put(name, table.address(name, expected));
        }
        return new Ding(addresses, token, secret);
    }

    static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

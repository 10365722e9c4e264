package dev.taskhost.pylib;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.text.Masking;
import dev.taskhost.script.ScriptSettings;
import dev.taskhost.script.ScriptSource;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.library.LogRecords;
import dev.taskhost.services.HostServices;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.services.secret.SecretFile;
import dev.taskhost.services.secret.SecretValue;
import dev.taskhost.services.secret.Secrets;
import dev.taskhost.services.secret.TaskSecret;
import dev.taskhost.services.sql.SqlServer;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.redis.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The scripts of {@code resources/databases} with pools of a real MariaDB and a real Redis: the aliases {@code default}, {@code few}
 * (two connections, and two seconds' patience), {@code nowhere} and {@code locked} (a wrong password). Thread-safe.
 */
final class DatabaseScripts implements AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong(100);
    private static final Pattern TEST =
            Pattern.compile("(?m)^(?:export |exports.)?(?:async )?(?:def |function )?(test_\\w+)");

    private static final String FACTS =
            Json.write(Map.of("conf", Map.of("common", Map.of("custom", Map.of("city", "上海")), "logger", Map.of())));

    final MariaDbServer server = MariaDbServer.shared();
    final String database = server.newDatabase();
    final HostServices services;
    final ScriptSource source;
    private final RedisProcess redis = RedisProcess.start();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).factory());

    /**
     * @param home an empty folder
     * @param workers most of Python's
     * @param access what bodies may reach, by the folder for scratch folders
     * @param files of the resources; "peewee" stands for that of {@link #peewee}
     */
    DatabaseScripts(Path home, int workers, Function<Path, Access> access, String... files) throws IOException {
        Path root = Files.createDirectory(home.toRealPath().resolve("scripts"));
        for (String file : files) {
            Path from = file.equals("peewee") ? peewee() : resource(file);
            Files.copy(from, root.resolve(from.getFileName()));
        }
        Map<String, Operation> asked = new HashMap<>(new Heard().operations());
        asked.putAll(operations());
        asked.put(Secrets.OPERATION, secrets(Files.writeString(home.resolve("rotated"), "first\n")));
        services = new HostServices(
                Map.of(
                        "default", sql(server.port(), "", 20, Duration.ofSeconds(30)),
                        "few", sql(server.port(), "", 2, Duration.ofSeconds(2)),
                        "nowhere", sql(RedisProcess.freePort(), "", 2, Duration.ofSeconds(5)),
                        "locked", sql(server.port(), "sesame", 2, Duration.ofSeconds(5))),
                Map.of("default", redis(redis.port()), "nowhere", redis(RedisProcess.freePort())),
                Set.of("own"),
                asked);
        source = new ScriptSource(
                new ScriptSettings(root, workers, Duration.ofSeconds(5), Duration.ofMinutes(3))
                        .withAccess(access.apply(home.toRealPath().resolve("scratch")))
                        .withLibrary(new Library(
                                PythonLibrary.unpackInto(home.toRealPath().resolve("pylib")), FACTS, LogRecords.HOST))
                        .withServices(services),
                clock);
    }

    /** The secrets {@code api} for all, {@code rotated} in a file of the home folder, {@code bank} for another task. */
    private static Secrets secrets(Path rotated) {
        return new Secrets(
                Map.of(
                        "api", new TaskSecret(new SecretValue.Fixed("\"é上\n"), Optional.empty()),
                        "rotated",
                                new TaskSecret(
                                        new SecretValue.InFile(new SecretFile(rotated)),
                                        Optional.of(List.of("task-*"))),
                        "bank",
                                new TaskSecret(
                                        new SecretValue.Fixed("none of yours"), Optional.of(List.of("billing")))),
                false,
                new Masking());
    }

    /** {@code echo} gives its arguments, {@code repeat} a text of as many characters, {@code never} no answer. */
    private static Map<String, Operation> operations() {
        return Map.of(
                "echo", (who, words) -> CompletableFuture.completedFuture(Json.write(words)),
                "repeat",
                        (who, words) -> CompletableFuture.completedFuture(
                                '"' + "x".repeat(Integer.parseInt(words.getFirst())) + '"'),
                "never", (who, words) -> new CompletableFuture<>());
    }

    private SqlServer sql(int port, String password, int connections, Duration patience) {
        return new SqlServer(
                "127.0.0.1",
                port,
                database,
                "root",
                password,
                true,
                Duration.ofMinutes(5),
                connections,
                Duration.ofSeconds(3),
                patience,
                "DISABLED");
    }

    private static RedisServer redis(int port) {
        return new RedisServer("127.0.0.1", port, 0, "", "", false, "", 0, 4, Duration.ofSeconds(3));
    }

    /** Where peewee.py is, which is not one of this project's dependencies: the environment variable TASKHOST_TEST_PEEWEE. */
    static Path peewee() {
        return Path.of(String.valueOf(System.getenv("TASKHOST_TEST_PEEWEE")));
    }

    private static Path resource(String file) {
        return Path.of("src/test/resources/databases", file).toAbsolutePath();
    }

    /** The functions of a file that are tests. */
    static List<String> tests(String file) throws IOException {
        return TEST.matcher(Files.readString(resource(file)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** A call under way. */
    record Running(RunningBody body, CompletableFuture<BodyResult> result) {
        BodyResult get() throws Exception {
            return result.get(180, SECONDS);
        }
    }

    Running start(String function, String... args) {
        return start(function, BodyOutput.NONE, args);
    }

    Running start(String function, BodyOutput output, String... args) {
        return start(Isolation.SHARED, function, output, args);
    }

    Running start(Isolation isolation, String function, BodyOutput output, String... args) {
        var found = source.find(function);
        assertThat(found).as(function).hasSize(1);
        Body body = found.getFirst().body();
        BodyCall call = new BodyCall(
                "task-" + function,
                List.of(args),
                Map.of(),
                IDS.incrementAndGet(),
                Scripts.TRACE,
                output,
                0,
                isolation);
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        return new Running(body.start(call, result::complete), result);
    }

    BodyResult call(String function, String... args) throws Exception {
        return start(function, args).get();
    }

    /** Calls a test, which says with an exception what is wrong. */
    void pass(Isolation isolation, String file, String test) throws Exception {
        BodyResult result = start(isolation, file + ":" + test, BodyOutput.NONE).get();
        assertThat(result).as(result.toString()).isInstanceOf(BodyResult.Returned.class);
    }

    @Override
    public void close() {
        source.close();
        services.close();
        redis.close();
        clock.shutdownNow();
    }
}

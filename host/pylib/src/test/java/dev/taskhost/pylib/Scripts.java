package dev.taskhost.pylib;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.json.Json;
import dev.taskhost.script.ScriptSettings;
import dev.taskhost.script.ScriptSource;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.library.LogRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A scripts folder with the modules of this project, and interpreters for it. For one thread. */
final class Scripts implements AutoCloseable {
    static final String TRACE = "0123456789abcdef0123456789abcdef";

    private static final AtomicLong IDS = new AtomicLong(100);

    final Path root;
    final Path library;
    final ScriptSource source;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).factory());

    /**
     * Copies the test resources of that name into a scripts folder.
     *
     * @param home an empty folder
     * @param conf what the modules are told of the configuration: a table by file name
     * @param access what bodies may reach, by the folder for scratch folders
     */
    Scripts(Path home, String resources, Map<String, Object> conf, Function<Path, Access> access, LogRecords log)
            throws IOException {
        this(home, resources, conf, access, log, settings -> settings);
    }

    /** The same, with more settings. */
    Scripts(
            Path home,
            String resources,
            Map<String, Object> conf,
            Function<Path, Access> access,
            LogRecords log,
            UnaryOperator<ScriptSettings> more)
            throws IOException {
        root = Files.createDirectory(home.toRealPath().resolve("scripts"));
        copy(resources, root);
        library = PythonLibrary.unpackInto(home.toRealPath().resolve("pylib"));
        String facts = Json.write(
                Map.of("conf", conf, "conf_folder", home + "/conf", "host_name", "test-host", "host_ip", "192.0.2.1"));
        source = new ScriptSource(
                more.apply(new ScriptSettings(root, 1, Duration.ofSeconds(3), Duration.ofMinutes(3))
                        .withAccess(access.apply(home.toRealPath().resolve("scratch")))
                        .withLibrary(new Library(library, facts, log))),
                clock);
    }

    private static void copy(String resources, Path target) throws IOException {
        Path from = resource(resources);
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Path to = target.resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Scripts.class.getResource("/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    BodyResult call(Isolation isolation, String function, String... args) throws Exception {
        var found = source.find(function);
        assertThat(found).as(function).hasSize(1);
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        BodyCall call = new BodyCall(
                "key", List.of(args), Map.of(), IDS.incrementAndGet(), TRACE, BodyOutput.NONE, 0, isolation);
        RunningBody running = found.getFirst().body().start(call, result::complete);
        assertThat(running).isNotNull();
        return result.get(180, SECONDS);
    }

    /** What it returned, as JSON. */
    String json(Isolation isolation, String function, String... args) throws Exception {
        return switch (call(isolation, function, args)) {
            case BodyResult.Returned(String json, String note) when json != null && note == null -> json;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }

    String json(String function, String... args) throws Exception {
        return json(Isolation.SHARED, function, args);
    }

    /** What it failed with. */
    String failure(String function, String... args) throws Exception {
        return switch (call(Isolation.SHARED, function, args)) {
            case BodyResult.Failed(String error) -> error;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }

    @Override
    public void close() {
        source.close();
        clock.shutdownNow();
    }
}

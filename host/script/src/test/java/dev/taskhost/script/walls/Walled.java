package dev.taskhost.script.walls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.script.ScriptSettings;
import dev.taskhost.script.ScriptSource;
import dev.taskhost.script.access.Access;
import java.io.IOException;
import java.io.InputStream;
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

/** A source of bodies with walls, in a folder of its own with its scripts, and with secrets outside of them. */
final class Walled implements AutoCloseable {
    static final String SECRET = "SECRET-4711";
    private static final AtomicLong IDS = new AtomicLong(1);

    final Path home;
    final Path scripts;
    final Path outside;
    final Path scratch;
    /** Something outside that must never come to be. */
    final Path mark;

    final ScriptSource source;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).factory());

    /**
     * @param access is given where the scratch folders are to be
     * @param files of the resource folder {@code walls} that are the scripts
     */
    Walled(Path folder, Function<Path, Access> access, String... files) throws IOException {
        home = folder.toRealPath();
        scripts = Files.createDirectory(home.resolve("scripts"));
        outside = Files.createDirectory(home.resolve("outside"));
        scratch = home.resolve("data/scratch");
        mark = home.resolve("mark");
        for (String file : files) {
            copy(file);
        }
        Secrets.plant(this);
        source = new ScriptSource(
                new ScriptSettings(scripts, 1, Duration.ofSeconds(3), Duration.ofMinutes(3))
                        .withAccess(access.apply(scratch)),
                clock);
    }

    private void copy(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(Walled.class.getResourceAsStream("/walls/" + file))) {
            Files.copy(in, scripts.resolve(file));
        }
    }

    /** The folder that a task's bodies call {@code /scratch}. */
    Path scratchOf(String taskKey) {
        return scratch.resolve(taskKey);
    }

    Body body(String function) {
        var found = source.find(function);
        assertThat(found).as(function).hasSize(1);
        return found.getFirst().body();
    }

    CompletableFuture<BodyResult> start(Isolation isolation, String function, String taskKey, Object... args) {
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        List<String> texts = List.of(args).stream().map(String::valueOf).toList();
        BodyCall call = new BodyCall(
                taskKey, texts, Map.of(), IDS.incrementAndGet(), "0".repeat(32), BodyOutput.NONE, 0, isolation);
        RunningBody running = body(function).start(call, result::complete);
        assertThat(running).isNotNull();
        return result;
    }

    BodyResult call(String function, String taskKey, Object... args) throws Exception {
        return start(Isolation.SHARED, function, taskKey, args).get(180, SECONDS);
    }

    /** What it returned, as JSON. */
    String json(String function, String taskKey, Object... args) throws Exception {
        return json(call(function, taskKey, args));
    }

    static String json(BodyResult result) {
        return switch (result) {
            case BodyResult.Returned(String json, String note) when json != null && note == null -> json;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }

    @Override
    public void close() {
        source.close();
        clock.shutdownNow();
    }
}

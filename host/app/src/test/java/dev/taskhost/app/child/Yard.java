package dev.taskhost.app.child;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.service.Services;
import dev.taskhost.plugin.PluginSettings;
import dev.taskhost.plugin.PluginSource;
import dev.taskhost.plugin.call.HostFacts;
import dev.taskhost.pylib.PythonLibrary;
import dev.taskhost.script.ScriptSettings;
import dev.taskhost.script.ScriptSource;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.library.LogRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;

/** Scripts, plugins and processes for them, over temporary folders. */
final class Yard implements AutoCloseable {
    static final String TRACE = "0123456789abcdef0123456789abcdef";

    private static final String FACTS = "{\"conf\": {\"common\": {\"scheduler\": {\"timezone\": \"Asia/Shanghai\"}}}}";

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).factory());
    private final ScriptSource scripts;
    private final PluginSource plugins;
    private final Processes processes;

    private Yard(Path root, int workers, Services services) throws IOException {
        Path data = Files.createDirectories(root.resolve("data"));
        scripts = new ScriptSource(
                ScriptSettings.of(scripts(root), 2)
                        .withHistory(data.resolve("scripts"), 10, InstantSource.system())
                        .withLibrary(new Library(
                                PythonLibrary.unpackInto(data.resolve("pylib")),
                                "{\"conf\": {\"logger\": {}}}",
                                LogRecords.HOST)),
                clock);
        plugins = PluginSource.open(PluginSettings.of(plugins(root), data.resolve("plugins"))
                .withFacts(new HostFacts(FACTS, InstantSource.system())));
        processes = new Processes(
                new ProcessSettings(workers, 256, plugins(root), "0.0.0"), scripts, plugins, services, clock);
    }

    /** One process at most, of 256 MB. */
    static Yard open(Path root) throws IOException {
        return new Yard(root, 1, Services.NONE);
    }

    static Yard open(Path root, int workers) throws IOException {
        return new Yard(root, workers, Services.NONE);
    }

    /** One process at most, to whose bodies that is lent. */
    static Yard open(Path root, Services services) throws IOException {
        return new Yard(root, 1, services);
    }

    static Path scripts(Path root) throws IOException {
        return Files.createDirectories(root.resolve("scripts"));
    }

    static Path plugins(Path root) throws IOException {
        return Files.createDirectories(root.resolve("plugins"));
    }

    ScriptSource scripts() {
        return scripts;
    }

    PluginSource plugins() {
        return plugins;
    }

    Processes processes() {
        return processes;
    }

    Body body(String name) {
        return new BodyLookup(List.of(processes)).find(name);
    }

    Asked call(String name, String... args) {
        return new Asked(body(name), Map.of(), args);
    }

    @Override
    public void close() {
        processes.close();
        plugins.close();
        scripts.close();
        clock.shutdownNow();
    }

    /** A call under way. */
    static final class Asked implements BodyOutput {
        final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        final Semaphore printed = new Semaphore(0);
        final CompletableFuture<BodyResult> result = new CompletableFuture<>();
        final RunningBody running;

        Asked(Body body, Map<String, Object> kwargs, String... args) {
            running = body.start(
                    new BodyCall("key", List.of(args), kwargs, 42, TRACE, this, 0, Isolation.PROCESS),
                    result::complete);
        }

        @Override
        public void line(boolean error, String line) {
            lines.add((error ? "! " : "") + line);
            printed.release();
        }

        Asked awaitLine() throws InterruptedException {
            assertThat(printed.tryAcquire(60, SECONDS))
                    .as("a line of %s", result)
                    .isTrue();
            return this;
        }

        BodyResult end() throws Exception {
            return result.get(60, SECONDS);
        }

        String json() throws Exception {
            return switch (end()) {
                case BodyResult.Returned(String json, String note) when json != null && note == null -> json;
                case BodyResult other -> throw new AssertionError(other.toString());
            };
        }

        String failure() throws Exception {
            return switch (end()) {
                case BodyResult.Failed(String error) -> error;
                case BodyResult other -> throw new AssertionError(other.toString());
            };
        }

        String stopped() throws Exception {
            running.stop();
            return switch (end()) {
                case BodyResult.Stopped(String error) -> error;
                case BodyResult other -> throw new AssertionError(other.toString());
            };
        }
    }
}

package dev.taskhost.plugin;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodySource.Candidate;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.service.Services;
import dev.taskhost.plugin.call.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A plugin source over temporary folders, and calls of its tasks that wait for their end. */
final class Host implements AutoCloseable {
    final Path plugins;
    final Path work;
    private PluginSettings settings;
    private @Nullable PluginSource source;

    Host(Path root) throws IOException {
        plugins = Files.createDirectories(root.resolve("plugins"));
        work = root.resolve("data/plugins");
        settings = PluginSettings.of(plugins, work).withAbandonAfter(Duration.ofMillis(200));
    }

    Host workers(int workers) {
        settings = settings.withWorkers(workers);
        return this;
    }

    Host loadWithin(Duration time) {
        settings = settings.withLoadWithin(time);
        return this;
    }

    Host abandonAfter(Duration time) {
        settings = settings.withAbandonAfter(time);
        return this;
    }

    Host version(String version) {
        settings = settings.withHostVersion(version);
        return this;
    }

    Host services(Services services) {
        settings = settings.withServices(services);
        return this;
    }

    Host history(PluginHistory history) {
        settings = settings.withHistory(history);
        return this;
    }

    Host lending(Services services, HostFacts facts) {
        settings = settings.withServices(services).withFacts(facts);
        return this;
    }

    PluginSettings settings() {
        return settings;
    }

    /** Opened at the first call. */
    PluginSource source() {
        if (source == null) {
            source = PluginSource.open(settings);
        }
        return source;
    }

    /** The only body of that name. */
    Body body(String name) {
        List<Candidate> found = source().find(name);
        if (found.size() != 1) {
            throw new AssertionError(name + " means " + found.size() + " of " + source().knownNames() + ", problems: "
                    + source().problems());
        }
        return found.getFirst().body();
    }

    /** Starts a call; the answer completes with its result, and fails when the listener is called twice. */
    Call start(String name, String... args) {
        return start(name, call(name, args));
    }

    Call start(String name, BodyCall call) {
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        Consumer<BodyResult> done = ended -> {
            if (!result.complete(ended)) {
                throw new AssertionError("told twice: " + ended);
            }
        };
        return new Call(body(name).start(call, done), result);
    }

    static BodyCall call(String taskKey, String... args) {
        return new BodyCall(taskKey, List.of(args), Map.of(), 42, "0123456789abcdef0123456789abcdef", BodyOutput.NONE);
    }

    /** Calls and waits. */
    BodyResult run(String name, String... args) {
        return start(name, args).await();
    }

    /** The JSON that a call returns. */
    String json(String name, String... args) {
        BodyResult result = run(name, args);
        return result instanceof BodyResult.Returned(String json, String note) && json != null
                ? json
                : "not returned: " + result;
    }

    record Call(RunningBody running, CompletableFuture<BodyResult> result) {
        BodyResult await() {
            try {
                return result.get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("no result", e);
            }
        }

        String stopped() {
            running.stop();
            BodyResult ended = await();
            if (ended instanceof BodyResult.Stopped(String error)) {
                return error;
            }
            throw new AssertionError("not stopped: " + ended);
        }
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
    }
}

package dev.taskhost.plugin;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A task class as the engine sees it. It knows the class by name only and looks the one in charge up at each call, so it
 * may be kept over exchanges, and does not hold a replaced plugin in memory. Thread-safe.
 */
final class PluginBody implements Body {
    private final PluginSource source;
    private final String name;
    private final String pluginId;
    private final String className;

    PluginBody(PluginSource source, String name, String pluginId, String className) {
        this.source = source;
        this.name = name;
        this.pluginId = pluginId;
        this.className = className;
    }

    @Override
    public String name() {
        return name;
    }

    /** Loading has tried the class and its constructor already. */
    @Override
    public CompletableFuture<String> check(Isolation isolation) {
        return CompletableFuture.completedFuture(source.whyNot(pluginId, className));
    }

    @Override
    public boolean offers(Isolation isolation) {
        return isolation == Isolation.SHARED;
    }

    @Override
    public boolean hasRoom(Isolation isolation) {
        return source.hasRoom();
    }

    @Override
    public RunningBody start(BodyCall call, Consumer<BodyResult> done) {
        return source.start(pluginId, className, call, done);
    }
}

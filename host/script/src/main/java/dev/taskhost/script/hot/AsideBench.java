package dev.taskhost.script.hot;

import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.worker.Calls;
import dev.taskhost.script.worker.GuestFactory;
import dev.taskhost.script.worker.Pool;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A worker for each language, beside those that run tasks: opened when something is to be tried, and closed by {@link #rest}.
 * Thread-safe.
 */
final class AsideBench implements Trial.Bench, AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Map<Language, GuestFactory> factories = new EnumMap<>(Language.class);
    private final ScheduledExecutorService clock;
    private final Duration stopGrace;
    private final Duration loadLimit;
    private final Map<Language, Opened> opened = new EnumMap<>(Language.class);
    private Generation generation;

    private record Opened(Pool pool, Calls calls) {}

    AsideBench(
            List<GuestFactory> factories,
            Generation first,
            Duration stopGrace,
            Duration loadLimit,
            ScheduledExecutorService clock) {
        factories.forEach(factory -> this.factories.put(factory.language(), factory));
        this.generation = first;
        this.stopGrace = stopGrace;
        this.loadLimit = loadLimit;
        this.clock = clock;
    }

    @Override
    public synchronized void show(Generation shown) {
        generation = shown;
        opened.values().forEach(each -> each.pool().generation(shown));
    }

    @Override
    public CompletableFuture<String> parse(Script script) {
        return calls(script).parse(script);
    }

    @Override
    public CompletableFuture<String> load(Script script) {
        return calls(script).load(script);
    }

    private synchronized Calls calls(Script script) {
        return opened.computeIfAbsent(script.language(), this::open).calls();
    }

    private Opened open(Language language) {
        GuestFactory factory = Objects.requireNonNull(factories.get(language));
        Pool pool = new Pool("trial-" + language.id(), factory, generation, 1, stopGrace, IDLE, clock);
        return new Opened(pool, new Calls(pool, CompletableFuture.completedFuture(null), clock, loadLimit));
    }

    /** Nothing is to be tried for a while: gives back what the workers hold. */
    void rest() {
        List<Opened> all;
        synchronized (this) {
            all = List.copyOf(opened.values());
            opened.clear();
        }
        all.forEach(each -> each.pool().close());
    }

    @Override
    public void close() {
        rest();
    }
}

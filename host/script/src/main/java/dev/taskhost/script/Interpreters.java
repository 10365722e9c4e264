package dev.taskhost.script;

import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.worker.Calls;
import dev.taskhost.script.worker.GuestFactory;
import dev.taskhost.script.worker.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The workers of each language. Thread-safe. */
final class Interpreters implements AutoCloseable {
    /** An interpreter takes some 20 to 100 MB; opening one again takes less than a second by then. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** On two cores, a thousand coroutines begin in a second and a half after that, and in eight to thirteen without (measured). */
    private static final Duration REHEARSAL = Duration.ofSeconds(25);

    private final AtomicBoolean rehearsed = new AtomicBoolean();
    private final Map<Language, Pool> pools = new EnumMap<>(Language.class);
    private final Map<Language, Calls> calls = new EnumMap<>(Language.class);

    /**
     * Without any worker yet.
     *
     * @param generation the scripts of the first ones
     * @param checksAfter checks begin when this is done
     * @param clock stays the caller's to shut down, after {@link #close}
     */
    Interpreters(
            List<GuestFactory> languages,
            Generation generation,
            ScriptSettings settings,
            CompletableFuture<@Nullable Void> checksAfter,
            ScheduledExecutorService clock) {
        for (GuestFactory factory : languages) {
            Pool pool = new Pool(
                    "script-" + factory.language().id(),
                    factory,
                    generation,
                    settings.workers(),
                    settings.stopGrace(),
                    IDLE,
                    settings.services(),
                    clock);
            pools.put(factory.language(), pool);
            calls.put(factory.language(), new Calls(pool, checksAfter, clock, settings.loadLimit()));
        }
    }

    Calls calls(Language language) {
        return Objects.requireNonNull(calls.get(language));
    }

    /** Opens the first interpreter of a language, if there are scripts of it; completes when it is ready. */
    CompletableFuture<@Nullable Void> warm(Language language, Generation generation) {
        return generation.catalog().has(language) ? calls(language).warm() : CompletableFuture.completedFuture(null);
    }

    /** Has an idle worker do what coroutines will do, once, if there are any. */
    void rehearse(Generation generation) {
        boolean coroutines = generation.catalog().scripts().stream().anyMatch(Script::asyncio);
        if (coroutines && rehearsed.compareAndSet(false, true)) {
            calls(Language.PYTHON).rehearse(REHEARSAL);
        }
    }

    /**
     * These scripts are soon in charge: opens an interpreter for them where all that are open would have to be renewed.
     *
     * @param next as told to {@link #generation} then; what is in charge takes it back
     * @return as {@link Pool#prepare}
     */
    CompletableFuture<@Nullable Void> prepare(Generation next) {
        return CompletableFuture.allOf(
                pools.values().stream().map(pool -> pool.prepare(next)).toArray(CompletableFuture<?>[]::new));
    }

    /** These scripts are in charge: idle interpreters are renewed at once and busy ones after what they run. */
    void generation(Generation next) {
        pools.values().forEach(pool -> pool.generation(next));
    }

    /** Threads given up because nothing could interrupt what they do. */
    int abandoned() {
        return pools.values().stream().mapToInt(Pool::abandoned).sum();
    }

    /** How many interpreters are open. */
    int open() {
        return pools.values().stream()
                .mapToInt(pool -> pool.interpreters().open())
                .sum();
    }

    /** How many calls wait for a worker. */
    int queued() {
        return pools.values().stream().mapToInt(Pool::queued).sum();
    }

    /** Stops all workers at once: what runs is interrupted. Takes little longer than the stop's grace at most. */
    @Override
    public void close() {
        List<Thread> closing = new ArrayList<>();
        pools.values().forEach(pool -> closing.add(Thread.ofVirtual().start(pool::close)));
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}

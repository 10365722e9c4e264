package dev.taskhost.script.hot;

import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.cpython.Cpython;
import dev.taskhost.script.cpython.CpythonSettings;
import dev.taskhost.script.worker.Calls;
import dev.taskhost.script.worker.GuestFactory;
import dev.taskhost.script.worker.Pool;
import dev.taskhost.script.worker.Target;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A worker for each language, beside those that run tasks: opened when something is to be tried, or {@link #ahead} of that, and closed
 * by {@link #rest}.
 * Thread-safe.
 */
final class AsideBench implements Trial.Bench, AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Pattern LACKS_MODULE = Pattern.compile("(?m)^(ModuleNotFoundError|ImportError): ");

    private final Map<Language, GuestFactory> factories = new EnumMap<>(Language.class);
    private final ScheduledExecutorService clock;
    private final HotSettings settings;
    private final Map<Language, Opened> opened = new EnumMap<>(Language.class);
    private @Nullable Cpython cpython;
    private Generation generation;

    private record Opened(Pool pool, Calls calls) {}

    AsideBench(List<GuestFactory> factories, Generation first, HotSettings settings, ScheduledExecutorService clock) {
        factories.forEach(factory -> this.factories.put(factory.language(), factory));
        this.generation = first;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized void show(Generation shown) {
        generation = shown;
        opened.values().forEach(each -> each.pool().generation(shown));
        if (cpython != null) {
            cpython.generation(shown);
        }
    }

    @Override
    public CompletableFuture<String> parse(Script script) {
        return calls(script).parse(script);
    }

    @Override
    public CompletableFuture<String> load(Script script) {
        if (settings.library().replaces(script.path())) {
            return CompletableFuture.completedFuture(""); // no import leads there
        }
        return calls(script).load(script).thenCompose(error -> {
            CpythonSettings there = settings.cpython();
            return there != null && lacksModule(script, error)
                    ? loadInCpython(there, script, error)
                    : CompletableFuture.completedFuture(error);
        });
    }

    /** It may be meant for {@code extra.isolation = "cpython"}: modules with C extensions are only there. */
    private static boolean lacksModule(Script script, String error) {
        return script.language() == Language.PYTHON
                && LACKS_MODULE.matcher(error).find();
    }

    private CompletableFuture<String> loadInCpython(CpythonSettings python, Script script, String error) {
        return cpython(python).check(new Target(script, Target.WHOLE, 0)).thenApply(there -> {
            if (there.isEmpty()) {
                return "";
            }
            // That the module, or all of CPython, is missing there as well is no news.
            boolean news = there.contains(" does not load:")
                    && !LACKS_MODULE.matcher(there).find();
            return news ? error + "\nWith extra.isolation = \"cpython\":\n" + there : error;
        });
    }

    private synchronized Cpython cpython(CpythonSettings python) {
        Cpython now = cpython;
        if (now == null) {
            CpythonSettings one = new CpythonSettings(python.command(), 1, python.memoryMb());
            now = new Cpython(
                    "script-trial-cpython",
                    one,
                    settings.library(),
                    settings.root(),
                    generation,
                    settings.loadLimit(),
                    settings.services(),
                    clock);
            cpython = now;
        }
        return now;
    }

    private synchronized Calls calls(Script script) {
        Opened there = opened.computeIfAbsent(script.language(), this::open);
        there.pool().expectChanges();
        return there.calls();
    }

    /** Opens a worker before there is anything to try, if opening takes long; completes when it is open or has failed to open. */
    synchronized CompletableFuture<@Nullable Void> ahead(Language language) {
        return Objects.requireNonNull(factories.get(language)).opensSlowly()
                ? opened.computeIfAbsent(language, this::open).pool().warm()
                : CompletableFuture.completedFuture(null);
    }

    private Opened open(Language language) {
        GuestFactory factory = Objects.requireNonNull(factories.get(language));
        Pool pool = new Pool(
                "trial-" + language.id(),
                factory,
                generation,
                1,
                settings.stopGrace(),
                IDLE,
                settings.services(),
                clock);
        return new Opened(pool, new Calls(pool, CompletableFuture.completedFuture(null), clock, settings.loadLimit()));
    }

    /** Nothing is to be tried for a while: gives back what the workers hold, beside whoever asks. */
    void rest() {
        Runnable closing = takeAll();
        Thread.ofVirtual().start(closing);
    }

    /** What is open is nobody's any more; answers how to close it. */
    private synchronized Runnable takeAll() {
        List<Opened> all = List.copyOf(opened.values());
        opened.clear();
        Cpython other = cpython;
        cpython = null;
        return () -> {
            all.forEach(each -> each.pool().close());
            if (other != null) {
                other.close();
            }
        };
    }

    @Override
    public void close() {
        takeAll().run();
    }
}

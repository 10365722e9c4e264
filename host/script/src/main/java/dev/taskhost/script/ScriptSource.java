package dev.taskhost.script;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodySource;
import dev.taskhost.core.body.Load;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.access.Tenant;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.Lookup;
import dev.taskhost.script.cpython.Cpython;
import dev.taskhost.script.hot.HotFolder;
import dev.taskhost.script.hot.HotSettings;
import dev.taskhost.script.js.JsGuests;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.network.NetworkGuard;
import dev.taskhost.script.packages.ImportCheck;
import dev.taskhost.script.packages.SystemPython;
import dev.taskhost.script.python.PythonGuests;
import dev.taskhost.script.worker.Calls;
import dev.taskhost.script.worker.Engines;
import dev.taskhost.script.worker.GuestFactory;
import dev.taskhost.script.worker.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scripts folder as a source of bodies: looks names up in a static index, runs functions on warm interpreters, and
 * follows the folder's changes. Thread-safe.
 */
public final class ScriptSource implements BodySource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptSource.class);

    private final ScriptSettings settings;
    private final Optional<NetworkGuard> guard;
    private final Path root;
    private final Interpreters interpreters;
    private final CompletableFuture<@Nullable Void> firstReady = new CompletableFuture<>();
    private final HotFolder folder;
    private final Cpython cpython;
    private volatile Snapshot current;
    private volatile boolean closing;

    private record Snapshot(Generation generation, Lookup lookup) {}

    /**
     * Reads the folder, begins to open an interpreter for each language found there, and follows its changes.
     *
     * @param clock runs what is timed; stays the caller's to shut down, after {@link #close}
     * @throws IOException when the folder is missing or cannot be read
     */
    public ScriptSource(ScriptSettings settings, ScheduledExecutorService clock) throws IOException {
        this.settings = settings;
        this.root = settings.root().toRealPath();
        this.guard = guard(settings.access());
        List<GuestFactory> languages = languages(root, settings, guard.isPresent(), bytecode());
        this.folder = follow(languages, clock);
        this.current = snapshot(folder.current());
        this.interpreters = new Interpreters(languages, current.generation(), settings, firstReady, clock);
        this.cpython = new Cpython(
                "script-cpython",
                settings.cpython(),
                settings.library(),
                root,
                current.generation(),
                settings.loadLimit(),
                settings.services(),
                clock);
        folder.start();
        if (settings.ahead()) {
            warm();
        } else {
            firstReady.complete(null);
        }
    }

    /**
     * What opens interpreters for a folder.
     *
     * @param root the folder, as a real path
     * @param settings say what bodies may reach, and what Python is given
     * @param guarded whether sockets of restricted scripts are under guard; else they have none
     * @param bytecode as for {@link PythonGuests}
     */
    static List<GuestFactory> languages(Path root, ScriptSettings settings, boolean guarded, @Nullable Path bytecode) {
        Access access = settings.access();
        boolean sockets = !access.isRestricted() || guarded;
        return List.of(
                new JsGuests(root, access, settings.library()),
                new PythonGuests(root, access, sockets, bytecode, settings.library()));
    }

    /** Which runtime executes scripts: compiled or interpreted, its name and version, for the first lines of a log. */
    public static String runtime() {
        return Engines.runtime();
    }

    /** For restricted scripts there is no such place: what one writes there, another would run. */
    private @Nullable Path bytecode() {
        Path history = settings.history();
        return history == null || settings.access().isRestricted() ? null : history.resolve("bytecode");
    }

    private static Optional<NetworkGuard> guard(Access access) {
        return access.isRestricted() ? NetworkGuard.arm(access.network(), Tenant::refused) : Optional.empty();
    }

    private HotSettings hot() {
        return new HotSettings(
                root,
                settings.history(),
                settings.keepGenerations(),
                settings.time(),
                settings.stopGrace(),
                settings.loadLimit(),
                isRestricted() ? null : settings.cpython(),
                settings.environments(),
                settings.library(),
                settings.services());
    }

    private HotFolder follow(List<GuestFactory> languages, ScheduledExecutorService clock) throws IOException {
        try {
            return new HotFolder(hot(), languages, clock, this::prepare, this::publish);
        } catch (IOException | RuntimeException e) {
            guard.ifPresent(NetworkGuard::close); // the next source can have one of its own
            throw e;
        }
    }

    /**
     * JavaScript first: it is ready in a fraction of the time and would only be held up. Then the scripts are parsed, and what tries
     * changes is made ready, as people begin with these.
     */
    private void warm() {
        CompletableFuture<@Nullable Void> first = interpreters
                .warm(Language.JAVASCRIPT, current.generation())
                .whenComplete((ready, failure) -> firstReady.complete(null));
        var _ = first.thenCompose(ready -> interpreters.warm(Language.PYTHON, current.generation()))
                .thenCompose(ready -> validate())
                .whenComplete((problems, failure) -> {
                    if (failure != null) {
                        LOG.error("Checking the scripts' syntax failed.", failure);
                    }
                    var _ = folder.expectChanges().thenRun(() -> interpreters.rehearse(current.generation()));
                });
    }

    private Calls calls(Language language) {
        return interpreters.calls(language);
    }

    private Snapshot snapshot(Generation generation) {
        return new Snapshot(
                generation, new Lookup(generation.catalog(), root.getFileName().toString()));
    }

    private CompletableFuture<@Nullable Void> prepare(Generation next) {
        return interpreters.prepare(next);
    }

    /** Names are looked up in it from now on; idle interpreters are renewed at once and busy ones after what they run. */
    private void publish(Generation next) {
        interpreters.generation(next);
        cpython.generation(next);
        current = snapshot(next);
        var _ = interpreters.warm(Language.JAVASCRIPT, next);
        var _ = interpreters.warm(Language.PYTHON, next).thenRun(() -> interpreters.rehearse(next));
    }

    @Override
    public List<Candidate> find(String executeFunc) {
        Snapshot now = current;
        return now.lookup().find(executeFunc).stream()
                .map(found -> new Candidate(found.rank(), body(found, now.generation())))
                .toList();
    }

    private Body body(Lookup.Found found, Generation of) {
        return new ScriptBody(
                new Target(found.script(), found.function(), of.number()),
                calls(found.script().language()),
                cpython,
                isRestricted());
    }

    /** The Python modules given to scripts. */
    public Library library() {
        return settings.library();
    }

    @Override
    public List<String> knownNames() {
        return current.lookup().knownNames();
    }

    /** What is wrong with files and folders, as far as that is known by now. */
    @Override
    public List<String> problems() {
        return folder.problems();
    }

    /** Modules that Python scripts import and nobody has, and packages that cannot run here, one text each; looks at texts and files only. */
    public List<String> packageProblems() {
        return new ImportCheck(
                        root,
                        current.generation(),
                        new SystemPython(settings.cpython().command()),
                        settings.library())
                .problems();
    }

    @Override
    public long generation() {
        return current.generation().number();
    }

    /** Whether bodies may reach only what their settings allow. */
    public boolean isRestricted() {
        return settings.access().isRestricted();
    }

    /** The scripts in charge. */
    public Generation inCharge() {
        return current.generation();
    }

    /** The folder, as a real path. */
    public Path root() {
        return root;
    }

    /** Threads given up because nothing could interrupt what they do. */
    public int abandoned() {
        return interpreters.abandoned();
    }

    /** How many processes of CPython there are. */
    public int processes() {
        return cpython.processes();
    }

    /** How many interpreters are open now, of all languages. */
    public int interpreters() {
        return interpreters.open();
    }

    @Override
    public Load load() {
        return new Load(interpreters.queued() + cpython.queued(), abandoned());
    }

    /**
     * Parses every script without running it.
     *
     * @return completes with all problems of the folder, as {@link #problems} from then on
     */
    public CompletableFuture<List<String>> validate() {
        return new SyntaxCheck(this::calls, folder::unparsed, () -> closing)
                .all(current.generation().catalog().scripts())
                .thenApply(done -> problems());
    }

    /**
     * Looks at the folder now, and waits until what has changed was tried and is in charge, or refused.
     *
     * @return whether there is another generation now
     * @throws IOException when the folder cannot be read; the scripts known so far stay
     */
    public boolean rescan() throws IOException {
        return folder.rescan();
    }

    /** Stops following the folder, and all workers: what runs is interrupted. Takes little longer than the stop's grace at most. */
    @Override
    public void close() {
        closing = true;
        folder.close();
        Thread others = Thread.ofVirtual().start(cpython::close);
        interpreters.close();
        try {
            others.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return; // what still runs stays under guard
        }
        guard.ifPresent(NetworkGuard::close);
    }
}

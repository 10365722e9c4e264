package dev.taskhost.script;

import dev.taskhost.core.body.BodySource;
import dev.taskhost.core.body.Load;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Lookup;
import dev.taskhost.script.cpython.Cpython;
import dev.taskhost.script.worker.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The scripts of one generation as a source of bodies, whatever becomes of the folder: for a process beside the host that shall run
 * what the host has in charge. An interpreter is opened when something is asked of its language.
 * Scripts are not restricted here: a host whose scripts are does not run them in such a process. Thread-safe.
 */
public final class FixedScripts implements BodySource, AutoCloseable {
    private final Generation generation;
    private final Lookup lookup;
    private final Interpreters interpreters;
    private final Cpython cpython;

    /**
     * Opens nothing yet.
     *
     * @param settings its root is the folder as a real path; history and access are not used
     * @param clock runs what is timed; stays the caller's to shut down, after {@link #close}
     */
    public FixedScripts(ScriptSettings settings, Generation generation, ScheduledExecutorService clock) {
        this.generation = generation;
        this.lookup =
                new Lookup(generation.catalog(), settings.root().getFileName().toString());
        this.interpreters = new Interpreters(
                ScriptSource.languages(settings.root(), settings, false, null),
                generation,
                settings,
                CompletableFuture.completedFuture(null),
                clock);
        this.cpython = new Cpython(
                "script-cpython",
                settings.cpython(),
                settings.library(),
                settings.root(),
                generation,
                settings.loadLimit(),
                settings.services(),
                clock);
    }

    @Override
    public List<Candidate> find(String executeFunc) {
        return lookup.find(executeFunc).stream()
                .map(found -> new Candidate(
                        found.rank(),
                        new ScriptBody(
                                new Target(found.script(), found.function(), generation.number()),
                                interpreters.calls(found.script().language()),
                                cpython,
                                false)))
                .toList();
    }

    @Override
    public List<String> knownNames() {
        return lookup.knownNames();
    }

    @Override
    public List<String> problems() {
        return generation.catalog().problems();
    }

    /** {@inheritDoc} It never changes. */
    @Override
    public long generation() {
        return generation.number();
    }

    @Override
    public Load load() {
        return new Load(interpreters.queued() + cpython.queued(), interpreters.abandoned());
    }

    @Override
    public void close() {
        interpreters.close();
        cpython.close();
    }
}

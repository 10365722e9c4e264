package dev.taskhost.script;

import dev.taskhost.core.service.Services;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.cpython.CpythonSettings;
import dev.taskhost.script.environment.Environments;
import dev.taskhost.script.library.Library;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the script runtime is told by the configuration. Immutable.
 *
 * @param root the scripts folder; must exist when a {@link ScriptSource} is made
 * @param workers most workers per language, at least 1; a worker is a thread with an interpreter of its own
 * @param stopGrace how long a running body is interrupted before its thread is abandoned
 * @param loadLimit how long {@link dev.taskhost.core.body.Body#check} lets a script's top level run
 * @param history where generations of scripts are kept, by the one process that owns it; null for nowhere
 * @param keepGenerations how many of them, at least 1
 * @param time for the history
 * @param cpython how bodies with {@code extra.isolation = "cpython"} run
 * @param environments where Python packages are installed; null: scripts see none
 * @param access what bodies may reach
 * @param library the Python modules given to scripts
 * @param services what the host lends to bodies
 * @param ahead whether interpreters are opened, and all scripts parsed, before anybody asks for it
 */
public record ScriptSettings(
        Path root,
        int workers,
        Duration stopGrace,
        Duration loadLimit,
        @Nullable Path history,
        int keepGenerations,
        InstantSource time,
        CpythonSettings cpython,
        @Nullable Environments environments,
        Access access,
        Library library,
        Services services,
        boolean ahead) {
    /** So many generations are kept unless another number is given. */
    public static final int KEEP_GENERATIONS = 100;

    /** Checks that the figures make sense. */
    public ScriptSettings {
        if (workers < 1 || keepGenerations < 1) {
            throw new IllegalArgumentException(
                    "workers and keepGenerations must be at least 1, not " + workers + ", " + keepGenerations);
        }
        if (stopGrace.isNegative() || stopGrace.isZero() || loadLimit.isNegative() || loadLimit.isZero()) {
            throw new IllegalArgumentException(
                    "stopGrace and loadLimit must be longer than nothing: " + stopGrace + ", " + loadLimit);
        }
    }

    /** Without a history. */
    public ScriptSettings(Path root, int workers, Duration stopGrace, Duration loadLimit) {
        this(
                root,
                workers,
                stopGrace,
                loadLimit,
                null,
                KEEP_GENERATIONS,
                InstantSource.system(),
                CpythonSettings.byDefault(),
                null,
                Access.TRUSTED,
                Library.NONE,
                Services.NONE,
                true);
    }

    /** The usual limits: 5 s for a stop, 60 s for loading a script; no history. */
    public static ScriptSettings of(Path root, int workers) {
        return new ScriptSettings(root, workers, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    /**
     * The same, with a history.
     *
     * @param place its folder, which this process alone writes to
     */
    public ScriptSettings withHistory(Path place, int keep, InstantSource clock) {
        Copy copy = new Copy(this);
        copy.history = place;
        copy.keepGenerations = keep;
        copy.time = clock;
        return copy.done();
    }

    /** The same, with another CPython. */
    public ScriptSettings withCpython(CpythonSettings other) {
        Copy copy = new Copy(this);
        copy.cpython = other;
        return copy.done();
    }

    /**
     * The same, with Python packages.
     *
     * @param place where they are installed
     */
    public ScriptSettings withPackages(Path place) {
        Copy copy = new Copy(this);
        copy.environments = new Environments(place);
        return copy.done();
    }

    /** The same, with other walls. */
    public ScriptSettings withAccess(Access other) {
        Copy copy = new Copy(this);
        copy.access = other;
        return copy.done();
    }

    /** The same, with other modules for Python. */
    public ScriptSettings withLibrary(Library other) {
        Copy copy = new Copy(this);
        copy.library = other;
        return copy.done();
    }

    /** The same, with what the host lends. */
    public ScriptSettings withServices(Services other) {
        Copy copy = new Copy(this);
        copy.services = other;
        return copy.done();
    }

    /** The same for a command, which does one thing and ends: nothing is done ahead. */
    public ScriptSettings onDemand() {
        Copy copy = new Copy(this);
        copy.ahead = false;
        return copy.done();
    }

    /** Settings that are being changed. */
    private static final class Copy {
        private final ScriptSettings of;
        private @Nullable Path history;
        private int keepGenerations;
        private InstantSource time;
        private CpythonSettings cpython;
        private @Nullable Environments environments;
        private Access access;
        private Library library;
        private Services services;
        private boolean ahead;

        Copy(ScriptSettings of) {
            this.of = of;
            history = of.history;
            keepGenerations = of.keepGenerations;
            time = of.time;
            cpython = of.cpython;
            environments = of.environments;
            access = of.access;
            library = of.library;
            services = of.services;
            ahead = of.ahead;
        }

        ScriptSettings done() {
            return new ScriptSettings(
                    of.root,
                    of.workers,
                    of.stopGrace,
                    of.loadLimit,
                    history,
                    keepGenerations,
                    time,
                    cpython,
                    environments,
                    access,
                    library,
                    services,
                    ahead);
        }
    }
}

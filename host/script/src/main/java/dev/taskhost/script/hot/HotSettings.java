package dev.taskhost.script.hot;

import dev.taskhost.core.service.Services;
import dev.taskhost.script.cpython.CpythonSettings;
import dev.taskhost.script.environment.Environments;
import dev.taskhost.script.library.Library;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a scripts folder is followed. Immutable.
 *
 * @param root the folder, as a real path
 * @param history where generations are kept, by the one process that owns it; null for nowhere: then scripts are read where
 *     they lie, and a bad one takes the place of a good one
 * @param keepGenerations how many are kept, at least 1
 * @param time for the records
 * @param stopGrace how long a script that does not finish loading is interrupted
 * @param loadLimit how long loading a changed script may take
 * @param cpython where a script is tried that needs modules only CPython has; null for nowhere
 * @param environments where Python packages are installed; null: scripts see none
 * @param library the Python modules given to scripts
 * @param services what the host lends to scripts
 */
public record HotSettings(
        Path root,
        @Nullable Path history,
        int keepGenerations,
        InstantSource time,
        Duration stopGrace,
        Duration loadLimit,
        @Nullable CpythonSettings cpython,
        @Nullable Environments environments,
        Library library,
        Services services) {}

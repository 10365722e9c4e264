package dev.taskhost.script.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Python modules that the host gives to scripts, and what these ask the host for. Immutable, thread-safe.
 *
 * @param folder what goes on {@code sys.path}: a folder with packages; null: there are none
 * @param facts a JSON object for the modules: {@code conf}, {@code conf_folder}, {@code host_name}, {@code host_ip}. Scripts can read
 *     all of it
 * @param log where what the modules log goes
 * @param clock what their clock shows
 */
public record Library(@Nullable Path folder, String facts, LogRecords log, InstantSource clock) {
    /** No modules. */
    public static final Library NONE = new Library(null, "{}", LogRecords.HOST);

    /** With the system's clock. */
    public Library(@Nullable Path folder, String facts, LogRecords log) {
        this(folder, facts, log, InstantSource.system());
    }

    /** The same, with another clock. */
    public Library withClock(InstantSource other) {
        return new Library(folder, facts, log, other);
    }

    /** The packages in the folder. */
    public static final List<String> GIVEN = List.of("libs", "models", "taskhost");

    /**
     * The modules of {@code libs} that can be imported without it, where nothing else has that name: the original puts its folder
     * {@code libs} at the end of {@code sys.path}. Its {@code requests} is not among them, as that name meant the package there.
     */
    public static final List<String> BARE = List.of("decorators", "logger", "mysql", "redis", "tomlread", "utils");

    /** Folders of the original whose work is the host's now: a script folder may have them, and nothing runs them. */
    private static final Set<String> HOST_WORK = Set.of("libs/aps");

    /** The folder as a text; empty where there is none. */
    public String path() {
        return folder == null ? "" : folder.toString();
    }

    /** The folder, where there is one. */
    public Optional<Path> place() {
        return Optional.ofNullable(folder);
    }

    /**
     * Whether an import of a script's is answered here, unless a script or a package has that name.
     *
     * @param module its first name
     * @param text the script's: {@code redis} is a package as well, and only meant to be ours where the name stands that ours has
     */
    public boolean answers(String module, String text) {
        boolean bare = BARE.contains(module) && (!module.equals("redis") || text.contains("redis_pools"));
        return folder != null && (bare || GIVEN.contains(module));
    }

    /**
     * Whether a script is replaced by a module from here: a copy of the original's, say. Imports never lead to such a script.
     *
     * @param path in the scripts folder, {@code libs/logger/__init__.py}
     */
    public boolean replaces(String path) {
        return folder != null
                && (Files.isRegularFile(folder.resolve(path))
                        || HOST_WORK.stream().anyMatch(work -> path.startsWith(work + "/")));
    }

    /** Without the facts, which hold secrets. */
    @Override
    public String toString() {
        return "Library[" + path() + "]";
    }
}

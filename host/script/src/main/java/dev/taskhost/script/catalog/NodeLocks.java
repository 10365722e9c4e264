package dev.taskhost.script.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which JavaScript packages the scripts see: the lock files in the scripts folder, and what installers note in {@code node_modules} when
 * they have done what a lock says. Where one is another, what was loaded from there may be, too. Immutable.
 *
 * @param wanted the lock files, each by its path relative to the folder, with slashes
 * @param installed the notes, likewise
 */
public record NodeLocks(Map<String, Lock> wanted, Map<String, Lock> installed) {
    /** No packages. */
    public static final NodeLocks NONE = new NodeLocks(Map.of(), Map.of());

    /** Where packages lie. */
    static final String MODULES = "node_modules";

    /** Of npm, pnpm, yarn and bun. */
    private static final Set<String> LOCKS =
            Set.of("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock");

    /** Of npm, pnpm and yarn, below {@link #MODULES}. */
    static final List<String> NOTES =
            List.of(".package-lock.json", ".pnpm/lock.yaml", ".yarn-integrity", ".yarn-state.yml");

    public NodeLocks {
        wanted = Collections.unmodifiableMap(new TreeMap<>(wanted));
        installed = Collections.unmodifiableMap(new TreeMap<>(installed));
    }

    /**
     * One of them.
     *
     * @param hash SHA-256 of its bytes, 64 hex digits
     * @param stamp when and how long it was, to notice a change
     */
    public record Lock(String hash, Script.Stamp stamp) {}

    /** Whether a file of that name is a lock. */
    static boolean isLock(String fileName) {
        return LOCKS.contains(fileName);
    }

    /** The SHA-256 of each lock by its path. */
    Map<String, String> hashes() {
        return hashes(wanted);
    }

    private static Map<String, String> hashes(Map<String, Lock> files) {
        Map<String, String> hashes = new TreeMap<>();
        files.forEach((path, lock) -> hashes.put(path, lock.hash()));
        return hashes;
    }

    /** Whether the other ones have the same texts. */
    public boolean sameTexts(NodeLocks other) {
        return hashes(wanted).equals(hashes(other.wanted)) && hashes(installed).equals(hashes(other.installed));
    }
}

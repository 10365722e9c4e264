package dev.taskhost.script.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The lock files of JavaScript packages in the scripts folder. They say which packages lie in {@code node_modules}, and installers
 * write them last: where one is another, what was loaded from there may be, too. Immutable.
 *
 * @param byPath each by its path relative to the folder, with slashes
 */
public record NodeLocks(Map<String, Lock> byPath) {
    /** No lock files. */
    public static final NodeLocks NONE = new NodeLocks(Map.of());

    /** Those of npm, pnpm, yarn and bun. */
    private static final Set<String> NAMES =
            Set.of("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock");

    public NodeLocks {
        byPath = Collections.unmodifiableMap(new TreeMap<>(byPath));
    }

    /**
     * One of them.
     *
     * @param hash SHA-256 of its bytes, 64 hex digits
     * @param stamp when and how long it was, to notice a change
     */
    public record Lock(String hash, Script.Stamp stamp) {}

    /** Whether a file of that name is one. */
    static boolean isOne(String fileName) {
        return NAMES.contains(fileName);
    }

    /** The SHA-256 of each by its path. */
    Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        byPath.forEach((path, lock) -> hashes.put(path, lock.hash()));
        return hashes;
    }

    /** Whether the other ones have the same texts. */
    public boolean sameTexts(NodeLocks other) {
        return hashes().equals(other.hashes());
    }
}

package dev.taskhost.script.catalog;

import java.nio.file.Path;
import java.util.Map;

/**
 * One script file and what can be told about it without running it. Immutable.
 *
 * @param file where it is
 * @param path relative to the scripts folder, with slashes: {@code interval/test_interval.py}
 * @param language by its extension
 * @param names its top-level names (JavaScript: what it exports), in the order of the file
 * @param module JavaScript only: whether it is an ES module rather than CommonJS
 * @param asyncio Python only: whether its text imports asyncio somewhere
 * @param hash SHA-256 of its bytes, 64 hex digits
 * @param stamp when and how long it was, to notice a change
 */
public record Script(
        Path file,
        String path,
        Language language,
        Map<String, NameKind> names,
        boolean module,
        boolean asyncio,
        String hash,
        Stamp stamp) {

    /** Whether the other one has the same text. */
    public boolean sameText(Script other) {
        return hash.equals(other.hash);
    }

    /** Whether the other one is the same to whoever loads it, perhaps with another time stamp. */
    public boolean loadsAs(Script other) {
        return sameText(other) && path.equals(other.path) && module == other.module;
    }

    /** The file's name without folder and extension: {@code test_interval}. */
    public String stem() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** The path without extension: {@code interval/test_interval}; a package's {@code __init__.py} is the package. */
    public String modulePath() {
        String bare = path.substring(0, path.lastIndexOf('.'));
        return language == Language.PYTHON && bare.endsWith("/__init__")
                ? bare.substring(0, bare.length() - "/__init__".length())
                : bare;
    }

    /**
     * What a file looked like from outside.
     *
     * @param modified its modification time in the file system's finest unit
     * @param size in bytes
     */
    public record Stamp(long modified, long size) {}
}

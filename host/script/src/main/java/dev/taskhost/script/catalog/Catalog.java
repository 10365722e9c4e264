package dev.taskhost.script.catalog;

import dev.taskhost.script.environment.Environment;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All scripts of the folder as they stood at one moment. Immutable; ordered by path. */
public final class Catalog {
    private final Map<String, Script> byPath;
    private final List<String> problems;
    private final Environment environment;
    private final NodeLocks nodeLocks;

    /**
     * Of these scripts.
     *
     * @param byPath in the order in which they are told
     * @param environment the Python packages they see
     * @param nodeLocks say which JavaScript packages they see
     */
    public Catalog(Map<String, Script> byPath, List<String> problems, Environment environment, NodeLocks nodeLocks) {
        this.environment = environment;
        this.nodeLocks = nodeLocks;
        this.byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
        this.problems = List.copyOf(problems);
    }

    /** The same folder with these scripts, in the order in which they are told. */
    public Catalog with(Map<String, Script> scripts) {
        return new Catalog(scripts, problems, environment, nodeLocks);
    }

    /** Every script, ordered by path. */
    public Collection<Script> scripts() {
        return byPath.values();
    }

    /** The script at a path relative to the folder, with slashes. */
    public Optional<Script> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** Every script by its path. */
    public Map<String, Script> byPath() {
        return byPath;
    }

    /** The Python packages that the scripts see. */
    public Environment environment() {
        return environment;
    }

    /** Which JavaScript packages the scripts see. */
    public NodeLocks nodeLocks() {
        return nodeLocks;
    }

    /** Whether scripts see the same packages in the other one. */
    public boolean samePackages(Catalog other) {
        return environment.equals(other.environment) && nodeLocks.sameTexts(other.nodeLocks);
    }

    /** The SHA-256 of every text that makes up this state, by path: the scripts, and the locks of their packages. */
    public Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>(nodeLocks.hashes());
        byPath.forEach((path, script) -> hashes.put(path, script.hash()));
        if (environment.isLocked()) {
            hashes.put(Environment.LOCK, environment.lockHash());
        }
        return hashes;
    }

    /** The same without JavaScript: what Python scripts can import. */
    public Map<String, String> pythonHashes() {
        Map<String, String> hashes = hashes();
        hashes.keySet().removeAll(nodeLocks.hashes().keySet());
        hashes.keySet()
                .removeIf(path -> at(path).filter(script -> script.language() == Language.JAVASCRIPT)
                        .isPresent());
        return hashes;
    }

    /** Whether any script of that language is there. */
    public boolean has(Language language) {
        return byPath.values().stream().anyMatch(script -> script.language() == language);
    }

    /** Files and folders that could not be read, one line each for a person. */
    public List<String> problems() {
        return problems;
    }

    /** Whether the other one holds the same files, unchanged, the same packages and the same problems. */
    public boolean sameAs(Catalog other) {
        return byPath.equals(other.byPath)
                && problems.equals(other.problems)
                && environment.equals(other.environment)
                && nodeLocks.equals(other.nodeLocks);
    }
}

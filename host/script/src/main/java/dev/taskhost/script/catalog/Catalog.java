package dev.taskhost.script.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All scripts of the folder as they stood at one moment. Immutable; ordered by path. */
public final class Catalog {
    private final Map<String, Script> byPath;
    private final List<String> problems;

    /** @param byPath in the order in which they are told */
    public Catalog(Map<String, Script> byPath, List<String> problems) {
        this.byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
        this.problems = List.copyOf(problems);
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

    /** Whether any script of that language is there. */
    public boolean has(Language language) {
        return byPath.values().stream().anyMatch(script -> script.language() == language);
    }

    /** Files and folders that could not be read, one line each for a person. */
    public List<String> problems() {
        return problems;
    }

    /** Whether the other one holds the same files, unchanged, and the same problems. */
    public boolean sameAs(Catalog other) {
        return byPath.equals(other.byPath) && problems.equals(other.problems);
    }
}

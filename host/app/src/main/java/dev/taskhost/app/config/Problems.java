package dev.taskhost.app.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that one start tells everything. Not thread-safe: one load, one collection. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    /** Notes a problem of a file: {@code FILE: what}. */
    void add(String file, String what) {
        found.add(file + ": " + what);
    }

    /** Throws when anything was noted. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }
}

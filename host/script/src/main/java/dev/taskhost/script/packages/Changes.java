package dev.taskhost.script.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How two locks differ, for a person. Thread-safe (no state). */
final class Changes {
    private Changes() {}

    /** In brackets, with a blank before them; empty when there was no lock before. */
    static String of(Optional<LockFile> before, LockFile after) {
        if (before.isEmpty()) {
            return "";
        }
        List<String> changes = new ArrayList<>();
        Map<String, String> old = before.get().pins();
        after.pins().forEach((name, version) -> {
            String was = old.get(name);
            if (was == null) {
                changes.add("new: " + name + " " + version);
            } else if (!was.equals(version)) {
                changes.add(name + " " + was + " -> " + version);
            }
        });
        old.keySet().stream()
                .filter(name -> !after.pins().containsKey(name))
                .forEach(name -> changes.add("gone: " + name));
        return changes.isEmpty() ? " (the same as before)" : " (" + String.join(", ", changes) + ")";
    }
}

package dev.taskhost.script.hot;

import dev.taskhost.core.folder.History;
import dev.taskhost.script.catalog.Generation;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what is different in a generation. Stateless. */
final class Changes {
    private static final int MOST = 8;

    private Changes() {}

    /** {@code generation 12 (3fa9c1d2) has 40 files: ~cron/a.py, +b.js}. */
    static String told(Generation before, Generation now) {
        Map<String, Character> changes =
                History.changes(before.catalog().hashes(), now.catalog().hashes());
        String head = changes.isEmpty()
                ? "~node_modules"
                : changes.entrySet().stream()
                        .limit(MOST)
                        .map(entry -> entry.getValue() + entry.getKey())
                        .collect(Collectors.joining(", "));
        return "generation " + now.number() + " (" + now.id() + ") has "
                + now.catalog().scripts().size() + " files: " + head
                + (changes.size() > MOST ? " and " + (changes.size() - MOST) + " more" : "");
    }
}

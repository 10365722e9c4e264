package dev.taskhost.script.hot;

import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Imports;
import dev.taskhost.script.catalog.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which scripts of a folder import which others. Each text is read once. For one trial at a time. */
final class ImportGraph {
    private static final Logger LOG = LoggerFactory.getLogger(ImportGraph.class);

    /** By a text's hash. */
    private Map<String, Set<String>> names = new HashMap<>();

    private Map<String, Set<String>> needs = Map.of();
    private Map<String, Set<String>> neededBy = Map.of();

    /** Looks at these scripts from now on. */
    void look(Generation generation) {
        Map<String, Set<String>> known = new HashMap<>();
        Map<String, Set<String>> forward = new HashMap<>();
        Map<String, Set<String>> backward = new HashMap<>();
        for (Script script : generation.catalog().scripts()) {
            Set<String> found = names.containsKey(script.hash()) ? names.get(script.hash()) : read(generation, script);
            known.put(script.hash(), found);
            Set<String> imported = Imports.scripts(script, found, generation.catalog());
            forward.put(script.path(), imported);
            imported.forEach(path ->
                    backward.computeIfAbsent(path, key -> new TreeSet<>()).add(script.path()));
        }
        names = known;
        needs = forward;
        neededBy = backward;
    }

    private static Set<String> read(Generation generation, Script script) {
        try {
            String text = new String(Files.readAllBytes(generation.text(script)), StandardCharsets.UTF_8);
            return Imports.names(script.language(), text);
        } catch (IOException e) {
            LOG.warn(
                    "What {} imports cannot be read ({}); changes of that are not tried with it.",
                    script.path(),
                    e.toString());
            return Set.of();
        }
    }

    /** Those that import one of these, directly or over others, the nearest first; not these themselves. */
    List<String> importers(Set<String> paths) {
        return new ArrayList<>(reached(paths, neededBy));
    }

    /** What one imports, directly or over others; not itself. */
    Set<String> needs(String path) {
        return reached(Set.of(path), needs);
    }

    private static Set<String> reached(Set<String> from, Map<String, Set<String>> edges) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> ahead = new ArrayDeque<>(from);
        while (!ahead.isEmpty()) {
            for (String next : edges.getOrDefault(ahead.poll(), Set.of())) {
                if (!from.contains(next) && seen.add(next)) {
                    ahead.add(next);
                }
            }
        }
        return seen;
    }
}

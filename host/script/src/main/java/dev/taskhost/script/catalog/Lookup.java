package dev.taskhost.script.catalog;

import dev.taskhost.core.body.BodySource.Rank;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code execute_func} means among the scripts. Only the catalog is asked, never the file system, so no name can
 * reach outside the folder. Thread-safe.
 *
 * <ul>
 *   <li>{@code reports/daily.py:main}, {@code reports/daily:main}, {@code reports.daily:main}, {@code
 *       reports.daily.main}: explicit;
 *   <li>{@code interval/test_interval.py} and {@code interval.test_interval}: explicit, the function named as the file;
 *   <li>{@code test_interval}: the function of that name in the file of that name, else any script that defines it.
 * </ul>
 */
public final class Lookup {
    private final Catalog catalog;
    private final String rootName;

    /** @param rootName the folder's own name, which a row may write in front: {@code scripts/reports/daily.py:main} */
    public Lookup(Catalog catalog, String rootName) {
        this.catalog = catalog;
        this.rootName = rootName;
    }

    /** A script's function that a name may mean. */
    public record Found(Rank rank, Script script, String function) {}

    /** Everything the name may mean, best first; nothing when it is no name at all. */
    public List<Found> find(String executeFunc) {
        String name = executeFunc.strip();
        if (!isSafe(name)) {
            return List.of();
        }
        List<Found> found = explicit(name);
        if (found.isEmpty() && name.startsWith(rootName + "/")) {
            found = explicit(name.substring(rootName.length() + 1));
        }
        return found.isEmpty() && isPlain(name) ? byName(name) : found;
    }

    /** Names a row could write, for "did you mean": plain functions, and each with its path. */
    public List<String> knownNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Script script : catalog.scripts()) {
            script.names().forEach((name, kind) -> {
                if (kind == NameKind.FUNCTION && !name.startsWith("_") && !name.equals("default")) {
                    names.add(name);
                    names.add(script.path() + ":" + name);
                }
            });
        }
        return List.copyOf(names);
    }

    private static boolean isSafe(String name) {
        return !name.isEmpty()
                && name.chars().noneMatch(c -> c < ' ' || c == '\\' || c == 127)
                && !name.contains("..")
                && Stream.of(name.split("[/:]", -1)).noneMatch(part -> part.isBlank() || part.equals("."));
    }

    private static boolean isPlain(String name) {
        return name.chars().noneMatch(c -> c == '/' || c == ':' || c == '.');
    }

    private List<Found> explicit(String name) {
        int colon = name.lastIndexOf(':');
        if (colon >= 0) {
            return in(files(name.substring(0, colon)), name.substring(colon + 1));
        }
        List<Found> found = new ArrayList<>();
        if (catalog.at(name).isPresent()) {
            Script script = catalog.at(name).get();
            return in(List.of(script), script.stem());
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            found.addAll(in(modules(name.substring(0, dot).replace('.', '/')), name.substring(dot + 1)));
        }
        if (found.isEmpty() && !isPlain(name)) {
            for (Script script : files(name)) {
                found.add(new Found(Rank.EXPLICIT, script, script.stem()));
            }
        }
        return found;
    }

    private static List<Found> in(Collection<Script> scripts, String function) {
        return scripts.stream()
                .map(script -> new Found(Rank.EXPLICIT, script, function))
                .toList();
    }

    /** Files by path with or without extension, or by dotted module. */
    private Collection<Script> files(String place) {
        Set<Script> files = new LinkedHashSet<>();
        catalog.at(place).ifPresent(files::add);
        if (files.isEmpty()) {
            files.addAll(modules(place));
        }
        if (files.isEmpty()) {
            files.addAll(modules(place.replace('.', '/')));
        }
        return files;
    }

    private List<Script> modules(String modulePath) {
        return catalog.scripts().stream()
                .filter(script -> script.modulePath().equals(modulePath))
                .toList();
    }

    private List<Found> byName(String name) {
        List<Found> same = new ArrayList<>();
        List<Found> sameFileOnly = new ArrayList<>();
        for (Script script : catalog.scripts()) {
            if (script.stem().equals(name)) {
                boolean named =
                        script.names().containsKey(name) || script.names().containsKey("default");
                (named ? same : sameFileOnly).add(new Found(Rank.SAME_FILE, script, name));
            }
        }
        if (!same.isEmpty()) {
            return same;
        }
        List<Found> anywhere = anyFile(name, NameKind.FUNCTION);
        if (anywhere.isEmpty()) {
            anywhere = anyFile(name, NameKind.VALUE);
        }
        // A file of that name without the function is better than nothing: checking it says what it lacks.
        return anywhere.isEmpty() ? sameFileOnly : anywhere;
    }

    private List<Found> anyFile(String name, NameKind kind) {
        return catalog.scripts().stream()
                .filter(script -> script.names().get(name) == kind)
                .map(script -> new Found(Rank.ANY_FILE, script, name))
                .toList();
    }
}

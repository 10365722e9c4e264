package dev.taskhost.script.files;

import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.Script;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an interpreter has looked at in the scripts folder and what it has looked for there in vain, so that it can be told whether
 * other scripts would have made a difference to it. Paths are relative to the folder, with slashes; the folder itself is empty.
 * Thread-safe.
 */
final class Looks {
    /** A script that looks for a name of its own with each call does not fill the memory: from then on all makes a difference. */
    private static final int MOST = 10_000;

    private static final String PACKAGE = "/__init__.py";

    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Set<String> met = ConcurrentHashMap.newKeySet();
    private final Set<String> listed = ConcurrentHashMap.newKeySet();
    private volatile boolean tooMany;

    /** The text of a script was read. */
    void read(String script) {
        read.add(script);
    }

    /** Something was looked at or for, whether it is there or not. */
    void met(String path) {
        add(met, path);
    }

    /** What is in a folder was listed. */
    void listed(String folder) {
        add(listed, folder);
    }

    private void add(Set<String> all, String path) {
        if (all.size() < MOST) {
            all.add(path);
        } else {
            tooMany = true;
        }
    }

    /** Whether these scripts may be other ones for who has looked at those. */
    boolean differ(Catalog those, Catalog these) {
        if (read.stream().anyMatch(path -> changes(those, these, path))) {
            return true;
        }
        Set<String> comeOrGone = new HashSet<>(those.byPath().keySet());
        comeOrGone.removeAll(these.byPath().keySet());
        these.byPath().keySet().stream()
                .filter(path -> those.at(path).isEmpty())
                .forEach(comeOrGone::add);
        if (comeOrGone.isEmpty()) {
            return false;
        }
        Set<String> stay = folders(those);
        stay.retainAll(folders(these));
        return tooMany || comeOrGone.stream().anyMatch(path -> matters(path, stay));
    }

    private static boolean changes(Catalog those, Catalog these, String path) {
        Optional<Script> before = those.at(path);
        Optional<Script> after = these.at(path);
        return before.isPresent()
                ? !after.filter(script -> script.loadsAs(before.get())).isPresent()
                : after.isPresent();
    }

    /** Whether it was noticed that a script is not there, or is. */
    private boolean matters(String script, Set<String> stay) {
        if (met.contains(script) || listed.contains("") || isNowBefore(script)) {
            return true;
        }
        for (int slash = script.indexOf('/'); slash > 0; slash = script.indexOf('/', slash + 1)) {
            String folder = script.substring(0, slash);
            if (listed.contains(folder) || (met.contains(folder) && !stay.contains(folder))) {
                return true;
            }
        }
        return false;
    }

    /** A package comes before a module of that name. */
    private boolean isNowBefore(String script) {
        return script.endsWith(PACKAGE)
                && met.contains(script.substring(0, script.length() - PACKAGE.length()) + ".py");
    }

    /** That scripts are in, at any depth. */
    static Set<String> folders(Catalog scripts) {
        Set<String> folders = new HashSet<>();
        for (String path : scripts.byPath().keySet()) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                folders.add(path.substring(0, slash));
            }
        }
        return folders;
    }
}

package dev.taskhost.plugin.load;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultVersionManager;
import org.pf4j.PluginDependency;

/**
 * Which of the staged plugins are loaded, and which of them together: one of each id, the newest version; none whose
 * dependencies are not met; those that depend on each other in one group, in the order in which they must be loaded.
 *
 * <p>PF4J's own resolution gives up on all plugins when one has a missing or circular dependency; here only that one and
 * those that need it are left out.
 */
final class Dependencies {
    private static final Comparator<Staged> NEWEST_FIRST =
            ((Comparator<Staged>) (a, b) -> versions(b.version(), a.version())).thenComparing(Staged::file);

    private final DefaultVersionManager versions = new DefaultVersionManager();
    private final Map<String, Staged> chosen = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private Dependencies() {}

    /**
     * What to load.
     *
     * @param groups each in the order of loading
     * @param problems a line for each plugin that is left out
     */
    record Plan(List<List<Staged>> groups, List<String> problems) {}

    static Plan plan(Collection<Staged> staged) {
        Dependencies dependencies = new Dependencies();
        dependencies.choose(staged);
        dependencies.dropUnmet();
        List<Staged> order = dependencies.order();
        return new Plan(dependencies.groups(order), List.copyOf(dependencies.problems));
    }

    private void choose(Collection<Staged> staged) {
        staged.stream().sorted(NEWEST_FIRST).forEach(candidate -> {
            Staged winner = chosen.putIfAbsent(candidate.id(), candidate);
            if (winner != null) {
                problems.add(candidate.file() + ": not loaded, because " + winner.file() + " has the same id '"
                        + winner.id() + "' and "
                        + (versions(winner.version(), candidate.version()) > 0
                                ? "a newer version (" + winner.version() + " over " + candidate.version() + ")"
                                : "the same version (" + winner.version() + ")")
                        + "; remove one of the two, or give it an id of its own");
            }
        });
    }

    /** Maven-like versions in any form: 1.10 is newer than 1.9, 1.0 than 1.0-SNAPSHOT. */
    private static int versions(String a, String b) {
        try {
            return ModuleDescriptor.Version.parse(a).compareTo(ModuleDescriptor.Version.parse(b));
        } catch (IllegalArgumentException notBothNumbers) {
            return a.compareTo(b);
        }
    }

    private void dropUnmet() {
        boolean dropped = true;
        while (dropped) {
            dropped = false;
            for (Iterator<Staged> all = chosen.values().iterator(); all.hasNext(); ) {
                Staged plugin = all.next();
                Optional<String> unmet = unmet(plugin);
                if (unmet.isPresent()) {
                    problems.add(plugin.file() + ": " + unmet.get());
                    all.remove();
                    dropped = true;
                }
            }
        }
    }

    private Optional<String> unmet(Staged plugin) {
        return required(plugin).stream()
                .map(dependency -> unmet(dependency, chosen.get(dependency.getPluginId())))
                .filter(reason -> !reason.isEmpty())
                .findFirst();
    }

    private String unmet(PluginDependency dependency, @Nullable Staged found) {
        String id = dependency.getPluginId();
        if (found == null) {
            return "needs the plugin '" + id + "' (Plugin-Dependencies), which is not there or could not be loaded;"
                    + " put its jar beside this one";
        }
        String wanted = dependency.getPluginVersionSupport();
        try {
            return versions.checkVersionConstraint(found.version(), wanted)
                    ? ""
                    : "needs the plugin '" + id + "' in version " + wanted + ", and " + found.file() + " is "
                            + found.version();
        } catch (RuntimeException e) { // the version parser's own exceptions, which share no public type
            return "needs the plugin '" + id + "' in version " + wanted + ", which cannot be compared with "
                    + found.version() + " (" + e.getMessage() + "); write versions as 1.2.3";
        }
    }

    private static List<PluginDependency> required(Staged plugin) {
        return plugin.descriptor().getDependencies().stream()
                .filter(dependency -> !dependency.isOptional())
                .toList();
    }

    /** Each after those it needs; what is in a circle, or needs one that is, is left out. */
    private List<Staged> order() {
        Map<String, Staged> placed = new LinkedHashMap<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Staged plugin : chosen.values()) {
                boolean ready = required(plugin).stream().allMatch(d -> placed.containsKey(d.getPluginId()));
                if (ready && placed.putIfAbsent(plugin.id(), plugin) == null) {
                    more = true;
                }
            }
        }
        String circle =
                chosen.keySet().stream().filter(id -> !placed.containsKey(id)).collect(Collectors.joining(", "));
        chosen.values().stream()
                .filter(plugin -> !placed.containsKey(plugin.id()))
                .forEach(plugin -> problems.add(plugin.file()
                        + ": its Plugin-Dependencies run in a circle, or lead into one, among " + circle
                        + "; none of these can be loaded first"));
        return List.copyOf(placed.values());
    }

    /** Splits the order into groups without dependencies between them; optional ones bind too, when both are there. */
    private List<List<Staged>> groups(List<Staged> order) {
        Map<String, List<Staged>> groupOf = new LinkedHashMap<>();
        order.forEach(plugin -> groupOf.put(plugin.id(), new ArrayList<>(List.of(plugin))));
        for (Staged plugin : order) {
            plugin.descriptor().getDependencies().stream()
                    .map(dependency -> groupOf.get(dependency.getPluginId()))
                    .filter(Objects::nonNull)
                    .forEach(other -> merge(groupOf, plugin, other));
        }
        return groupOf.values().stream()
                .distinct()
                .map(group -> group.stream()
                        .sorted(Comparator.comparingInt(order::indexOf))
                        .toList())
                .toList();
    }

    private static void merge(Map<String, List<Staged>> groupOf, Staged plugin, List<Staged> other) {
        List<Staged> mine = groupOf.getOrDefault(plugin.id(), List.of());
        if (!mine.equals(other)) { // groups share no member, so equal is the same
            other.addAll(mine);
            mine.forEach(moved -> groupOf.put(moved.id(), other));
        }
    }
}

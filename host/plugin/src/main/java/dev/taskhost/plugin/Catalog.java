package dev.taskhost.plugin;

import dev.taskhost.plugin.load.TaskClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The task classes in charge at one moment, by every name a row may use. Immutable, thread-safe. */
final class Catalog {
    private final List<TaskClass> tasks;
    /** By simple name and annotation. */
    private final Map<String, List<TaskClass>> byShortName = new LinkedHashMap<>();
    /** By {@code com.acme.Clean} and {@code acme:clean}. */
    private final Map<String, List<TaskClass>> byFullName = new LinkedHashMap<>();

    Catalog(List<TaskClass> tasks) {
        this.tasks = tasks.stream()
                .sorted(Comparator.comparing(TaskClass::pluginId).thenComparing(TaskClass::className))
                .toList();
        for (TaskClass task : this.tasks) {
            task.shortNames().forEach(name -> add(byShortName, name, task));
            if (task.className().contains(".")) {
                add(byFullName, task.className(), task);
                add(byFullName, task.className().replace('$', '.'), task);
            }
            task.shortNames().forEach(name -> add(byFullName, task.pluginId() + ":" + name, task));
            add(byFullName, task.pluginId() + ":" + task.className(), task);
        }
    }

    private static void add(Map<String, List<TaskClass>> map, String name, TaskClass task) {
        List<TaskClass> known = map.computeIfAbsent(name, _ -> new ArrayList<>());
        if (!known.contains(task)) {
            known.add(task);
        }
    }

    /** Classes whose name says which plugin or package they are of. */
    List<TaskClass> explicit(String name) {
        return byFullName.getOrDefault(name, List.of());
    }

    /** Classes of that simple name or annotation, in whatever plugin. */
    List<TaskClass> named(String name) {
        return byShortName.getOrDefault(name, List.of());
    }

    /** The class of that full name in that plugin. */
    Optional<TaskClass> exactly(String pluginId, String className) {
        return tasks.stream()
                .filter(task ->
                        task.pluginId().equals(pluginId) && task.className().equals(className))
                .findFirst();
    }

    /** Any class of that plugin. */
    Optional<TaskClass> anyOf(String pluginId) {
        return tasks.stream().filter(task -> task.pluginId().equals(pluginId)).findFirst();
    }

    /** {@code acme:clean}, or {@code acme:com.acme.Clean} when the plugin has two of that short name. */
    String nameOf(TaskClass task) {
        String name = task.pluginId() + ":" + task.shortNames().iterator().next();
        return explicit(name).size() == 1 ? name : task.pluginId() + ":" + task.className();
    }

    /** Every name a row may use, sorted. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>(byShortName.keySet());
        names.addAll(byFullName.keySet());
        return List.copyOf(names);
    }
}

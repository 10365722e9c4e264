package dev.taskhost.core.engine;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Ids of tasks to be read again although their rows may not have changed. Thread-safe. */
final class Wanted {
    private Set<Integer> ids = new TreeSet<>();

    synchronized void add(int taskId) {
        ids.add(taskId);
    }

    synchronized void addAll(Collection<Integer> taskIds) {
        ids.addAll(taskIds);
    }

    synchronized boolean isEmpty() {
        return ids.isEmpty();
    }

    /** Takes them all, in order. */
    synchronized Set<Integer> take() {
        Set<Integer> taken = ids;
        ids = new TreeSet<>();
        return taken;
    }
}

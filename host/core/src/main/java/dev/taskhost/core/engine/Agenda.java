package dev.taskhost.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Tasks by next fire time. An entry that no longer agrees with its task's {@code nextFireAt} is stale and is dropped when
 * it comes up, so that moving a task costs one insertion. Confined to the engine's thread.
 */
final class Agenda {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::fireAt).thenComparingInt(entry -> entry.task().id));

    /** Enters a task under its {@code nextFireAt}; a task without one is left out. */
    void enter(TaskState task) {
        if (task.hasFireTime()) {
            entries.add(new Entry(task.nextFireAt, task));
        }
    }

    /** Takes out the tasks due at {@code now}, at most {@code limit}, in order of task id (the order rows are locked in). */
    List<TaskState> takeDue(long now, int limit) {
        List<TaskState> due = new ArrayList<>();
        while (nextFireAt() <= now && due.size() < limit) {
            due.add(entries.remove().task());
        }
        // The same task entered twice under one fire time counts once.
        return new ArrayList<>(new TreeSet<>(due));
    }

    /** The earliest fire time, epoch milliseconds; {@code Long.MAX_VALUE} when there is none. */
    long nextFireAt() {
        while (true) {
            Entry head = entries.peek();
            if (head == null) {
                return Long.MAX_VALUE;
            }
            if (head.task().nextFireAt == head.fireAt()) {
                return head.fireAt();
            }
            entries.remove();
        }
    }

    private record Entry(long fireAt, TaskState task) {}
}

package dev.taskhost.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Tasks by the time at which something is to be done about their next fire time. An entry that no longer agrees with its
 * task's {@code nextFireAt} is stale and is dropped when it comes up, so that moving a task costs one insertion. Confined
 * to the engine's thread.
 */
final class Agenda {
    private static final long SECOND = 1_000;

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingInt(entry -> entry.task().id));
    private final Map<Long, Integer> perSecond = new HashMap<>();

    /** Enters a task under its {@code nextFireAt}; a task without one is left out. */
    void enter(TaskState task) {
        enter(task, task.nextFireAt);
    }

    /** Enters a task under a time of its own, as long as its {@code nextFireAt} stays. */
    void enter(TaskState task, long at) {
        if (task.hasFireTime()) {
            entries.add(new Entry(at, task.nextFireAt, task));
            perSecond.merge(at / SECOND, 1, Integer::sum);
        }
    }

    /** Takes out the tasks due at {@code now}, at most {@code limit}; one that was entered twice may come twice. */
    List<TaskState> takeDue(long now, int limit) {
        List<TaskState> due = new ArrayList<>();
        while (next() <= now && due.size() < limit) {
            due.add(remove().task());
        }
        return due;
    }

    /** The earliest entry's time, epoch milliseconds; {@code Long.MAX_VALUE} when there is none. */
    long next() {
        while (true) {
            Entry head = entries.peek();
            if (head == null) {
                return Long.MAX_VALUE;
            }
            if (head.task().nextFireAt == head.fireAt()) {
                return head.at();
            }
            remove();
        }
    }

    /** About how many come up in the second around this instant; stale entries count until they do. */
    int countAround(long at) {
        return perSecond.getOrDefault(at / SECOND, 0);
    }

    private Entry remove() {
        Entry entry = entries.remove();
        perSecond.computeIfPresent(entry.at() / SECOND, (second, count) -> count == 1 ? null : count - 1);
        return entry;
    }

    private record Entry(long at, long fireAt, TaskState task) {}
}

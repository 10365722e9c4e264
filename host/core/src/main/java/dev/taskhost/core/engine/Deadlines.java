package dev.taskhost.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Things that fall due at a time, epoch milliseconds. Not thread-safe. */
final class Deadlines<T> {
    private final PriorityQueue<Deadline<T>> queue = new PriorityQueue<>(Comparator.comparingLong(Deadline::at));

    void add(long at, T thing) {
        queue.add(new Deadline<>(at, thing));
    }

    /** Takes out what is due at {@code now}. */
    List<T> take(long now) {
        List<T> due = new ArrayList<>();
        while (next() <= now) {
            due.add(queue.remove().thing());
        }
        return due;
    }

    /** The earliest; {@code Long.MAX_VALUE} when there is none. */
    long next() {
        Deadline<T> head = queue.peek();
        return head == null ? Long.MAX_VALUE : head.at();
    }

    int size() {
        return queue.size();
    }

    void clear() {
        queue.clear();
    }

    private record Deadline<T>(long at, T thing) {}
}

package dev.taskhost.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Start times of executions in a peer's process; costs an array write each. Thread-safe. */
final class Recorder {
    private final AtomicInteger next = new AtomicInteger();
    private long[] starts;
    private long[] planned;

    Recorder(int capacity) {
        starts = new long[capacity];
        planned = new long[capacity];
    }

    /** An execution starts now; it was planned for then. Epoch milliseconds. */
    void record(long plannedAt) {
        int at = next.getAndIncrement();
        if (at < starts.length) {
            starts[at] = System.currentTimeMillis();
            planned[at] = plannedAt;
        }
    }

    int count() {
        return Math.min(next.get(), starts.length);
    }

    /** Forgets all. */
    void clear() {
        next.set(0);
        starts = new long[starts.length];
        planned = new long[planned.length];
    }

    /** Lateness of those planned within these limits, ms. */
    long[] lateness(long from, long to) {
        int count = count();
        long[] late = new long[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (planned[i] >= from && planned[i] < to) {
                late[found++] = starts[i] - planned[i];
            }
        }
        return Arrays.copyOf(late, found);
    }

    /** Executions a second from the first to the last. */
    double perSecond() {
        int count = count();
        long[] sorted = Arrays.copyOf(starts, count);
        Arrays.sort(sorted);
        return count < 2 ? Double.NaN : count * 1_000.0 / Math.max(1, sorted[count - 1] - sorted[0]);
    }
}

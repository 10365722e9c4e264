package dev.taskhost.app.host;

import dev.taskhost.core.engine.HeapReading;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells how full the heap is after its collections. After one of the young generation alone, what is used may be garbage of the
 * old one. So when that is above the limit the whole heap is collected, and what remains is in use; but this stops the process,
 * so it may take a fifth of the time at most; half of it while there is next to no garbage. Steps are for one thread.
 */
final class HeapWatch {
    private static final long COLLECT_EVERY_NANOS = 250_000_000;
    private static final int SHARE = 5;

    /** Per cent of the heap: a collection that has freed less was of no use, and the next one may tell more soon. */
    private static final int LITTLE_PERCENT = 5;

    private final Heap heap;
    private final long limit;
    private final LongSupplier nanoTime;
    private final Consumer<HeapReading> told;
    private long seen;
    private long seenFull;
    private long nextCollect;

    /**
     * @param limitPercent of the heap's greatest size
     * @param told gets the readings; must not block
     */
    HeapWatch(Heap heap, int limitPercent, LongSupplier nanoTime, Consumer<HeapReading> told) {
        this.heap = heap;
        this.limit = heap.max() / 100 * limitPercent;
        this.nanoTime = nanoTime;
        this.told = told;
        this.nextCollect = nanoTime.getAsLong();
        this.seen = heap.collections();
        this.seenFull = heap.fullCollections();
    }

    /** Looks whether there was a collection. */
    void look() {
        long collections = heap.collections();
        if (collections == seen) {
            return;
        }
        seen = collections;
        if (toldFull()) {
            return;
        }
        long used = heap.usedAfterLast();
        if (used > limit && nanoTime.getAsLong() - nextCollect >= 0) {
            collect(used);
        } else {
            told.accept(new HeapReading(used, heap.max(), limit, false));
        }
    }

    private boolean toldFull() {
        long full = heap.fullCollections();
        if (full == seenFull) {
            return false;
        }
        seenFull = full;
        told.accept(new HeapReading(heap.usedAfterLastFull(), heap.max(), limit, true));
        return true;
    }

    private void collect(long used) {
        long begin = nanoTime.getAsLong();
        heap.collect();
        long end = nanoTime.getAsLong();
        boolean full = heap.fullCollections() != seenFull;
        boolean little = full && used - heap.usedAfterLastFull() < heap.max() / 100 * LITTLE_PERCENT;
        nextCollect = end + Math.max(COLLECT_EVERY_NANOS, (end - begin) * (little ? 1 : SHARE));
        seen = heap.collections();
        toldFull(); // unless the JVM was told to ignore the wish, or to collect beside the program
    }
}

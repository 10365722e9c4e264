package dev.taskhost.app.host;

import dev.taskhost.core.engine.HeapReading;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps a {@link HeapWatch} until the host ends: often while the heap fills, seldom while it is far from full. Thread-safe. */
final class HeapGuardThread {
    private static final Logger LOG = LoggerFactory.getLogger(HeapGuardThread.class);
    private static final long OFTEN_MILLIS = 20;
    private static final long SELDOM_MILLIS = 100;

    private HeapGuardThread() {}

    /** Starts it, unless the limit is 0 or this JVM's collector cannot be watched. */
    static void start(int limitPercent, Consumer<HeapReading> told, CountDownLatch ending) {
        if (limitPercent == 0) {
            return;
        }
        Optional<Heap> heap = JvmHeap.find();
        if (heap.isEmpty()) {
            LOG.warn(
                    "this JVM's garbage collector is not known to taskhost, so no execution is ended when the heap gets full"
                            + " (scheduler.heap_limit); G1, the serial and the parallel collector are");
            return;
        }
        HeapWatch watch = new HeapWatch(heap.get(), limitPercent, System::nanoTime, told);
        Thread.ofPlatform().daemon().name("taskhost-heap").start(() -> run(watch, ending));
    }

    private static void run(HeapWatch watch, CountDownLatch ending) {
        try {
            do {
                look(watch);
            } while (!ending.await(isHalfFull() ? OFTEN_MILLIS : SELDOM_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Others end the host when it is out of memory; this thread goes on, as it may be what helps. */
    private static void look(HeapWatch watch) {
        try {
            watch.look();
        } catch (OutOfMemoryError e) {
            LOG.error("there was no memory to look at the heap; it is looked at again soon", e);
        }
    }

    /** Garbage included. */
    private static boolean isHalfFull() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() > runtime.maxMemory() / 2;
    }
}

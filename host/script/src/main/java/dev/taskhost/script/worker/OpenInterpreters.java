package dev.taskhost.script.worker;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the interpreters of a pool that are open, and those of all pools of this JVM; one that did not close stays counted, as
 * its memory stays taken. Thread-safe.
 */
public final class OpenInterpreters {
    private static final AtomicInteger ALL = new AtomicInteger();

    private final AtomicInteger open = new AtomicInteger();

    OpenInterpreters() {}

    /** How many there are, of all pools. */
    public static int count() {
        return ALL.get();
    }

    /** How many of this pool there are. */
    public int open() {
        return open.get();
    }

    void opened() {
        open.incrementAndGet();
        ALL.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
        ALL.decrementAndGet();
    }
}

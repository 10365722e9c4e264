package dev.taskhost.script.worker;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the interpreters of this JVM that are open; one that did not close stays counted, as its memory stays taken. Thread-safe. */
public final class OpenInterpreters {
    private static final AtomicInteger OPEN = new AtomicInteger();

    private OpenInterpreters() {}

    /** How many there are, of all pools. */
    public static int count() {
        return OPEN.get();
    }

    static void opened() {
        OPEN.incrementAndGet();
    }

    static void closed() {
        OPEN.decrementAndGet();
    }
}

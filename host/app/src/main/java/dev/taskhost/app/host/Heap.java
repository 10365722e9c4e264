package dev.taskhost.app.host;

/** What can be asked of this process's heap. Thread-safe. */
interface Heap {
    /** Bytes it may grow to. */
    long max();

    /** How many collections of any part of it there have been. */
    long collections();

    /** How many of them were of all of it. */
    long fullCollections();

    /** Bytes that were used after the last collection. */
    long usedAfterLast();

    /** Bytes that were used after the last collection of all of it. */
    long usedAfterLastFull();

    /** Collects all of it now, which stops the process meanwhile. */
    void collect();
}

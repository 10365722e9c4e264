package dev.taskhost.testkit.leaks;

/**
 * Something a module counts itself, such as its open interpreters or borrowed connections. Its tests name theirs in {@code
 * META-INF/services}. Thread-safe.
 */
public interface Counted {
    /** What is counted, in the plural. */
    String name();

    /** How many there are now. */
    int count();
}

package dev.taskhost.core.body;

import java.util.Locale;

/** What of other executions a body can meet where it runs. */
public enum Isolation {
    /** A warm interpreter with the modules that earlier executions have loaded, and whatever these have left in them. */
    SHARED,

    /** An interpreter of its own that nothing ran in before and nothing will after. */
    FRESH,

    /** A warm process of the system's CPython, with whatever earlier executions have left in its modules. */
    CPYTHON;

    /** As {@code extra.isolation} says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

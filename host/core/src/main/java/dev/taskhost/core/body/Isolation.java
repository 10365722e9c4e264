package dev.taskhost.core.body;

import java.util.Locale;

/** What of other executions a body can meet where it runs. */
public enum Isolation {
    /** A warm interpreter with the modules that earlier executions have loaded, and whatever these have left in them. */
    SHARED,

    /** An interpreter of its own that nothing ran in before and nothing will after. */
    FRESH,

    /** A warm process of the system's CPython, with whatever earlier executions have left in its modules. */
    CPYTHON,

    /** A warm JVM beside the host, with whatever earlier executions have left in it. */
    PROCESS;

    /** For who wrote a row whose body does not offer this. */
    public String refusal(Body body) {
        return "extra.isolation is \"" + word() + "\", which " + body.name() + " cannot have; leave it out: "
                + switch (this) {
                    case CPYTHON -> "only Python scripts run in CPython";
                    case PROCESS -> "nothing here starts processes for it";
                    case SHARED, FRESH ->
                        "each call of a plugin task has an object of its own; \"process\" runs it in" + " another JVM";
                };
    }

    /** As {@code extra.isolation} says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

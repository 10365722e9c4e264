package dev.taskhost.script.worker;

import dev.taskhost.script.catalog.Script;

/**
 * A function of a script.
 *
 * @param script the file
 * @param function the top-level (Python) or exported (JavaScript) name
 */
public record Target(Script script, String function) {
    /** No function: the script's top level alone, to be loaded. */
    public static final String WHOLE = "";

    /** {@code interval/test_interval.py:test_interval} */
    public String name() {
        return script.path() + ":" + function;
    }
}

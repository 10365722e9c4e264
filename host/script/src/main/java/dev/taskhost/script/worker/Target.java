package dev.taskhost.script.worker;

import dev.taskhost.script.catalog.Script;

/**
 * A function of a script.
 *
 * @param script the file
 * @param function the top-level (Python) or exported (JavaScript) name
 * @param generation that in which it was found: it runs on that one or a later one
 */
public record Target(Script script, String function, long generation) {
    /** No function: the script's top level alone, to be loaded. */
    public static final String WHOLE = "";

    /** {@code interval/test_interval.py:test_interval} */
    public String name() {
        return script.path() + ":" + function;
    }
}

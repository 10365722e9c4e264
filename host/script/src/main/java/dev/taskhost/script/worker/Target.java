package dev.taskhost.script.worker;

import dev.taskhost.script.catalog.Script;

/**
 * A function of a script.
 *
 * @param script the file
 * @param function the top-level (Python) or exported (JavaScript) name
 */
public record Target(Script script, String function) {
    /** {@code interval/test_interval.py:test_interval} */
    public String name() {
        return script.path() + ":" + function;
    }
}

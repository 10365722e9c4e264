package dev.taskhost.plugin.load;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plugin in charge with those it is loaded together with, for another process that shall run the same. Immutable; equal to one of
 * the same plugin and the same files.
 *
 * @param generation what executions of the plugin run on: {@code hello 1.2 9b01c2d3}
 * @param files SHA-256 by file name, sorted
 */
public record Bundle(String generation, Map<String, String> files) {
    /** Sorts. */
    public Bundle {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}

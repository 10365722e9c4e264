package dev.taskhost.plugin;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Where the states of the plugins folder are kept. Immutable.
 *
 * @param place a folder that one process alone writes to
 * @param keep how many states, at least 1
 * @param bytes how much their files may take together; the newest state is kept whatever it takes
 * @param time for the records
 */
public record PluginHistory(Path place, int keep, long bytes, InstantSource time) {
    /** So many states are kept unless another number is given. */
    public static final int KEEP = 20;

    /** So many MB of files are kept unless another number is given. */
    public static final int KEEP_MB = 1_000;

    /** Checks the figures. */
    public PluginHistory {
        if (keep < 1 || bytes < 1) {
            throw new IllegalArgumentException("keep and bytes must be at least 1, not " + keep + ", " + bytes);
        }
    }
}

package dev.taskhost.app.child;

import java.nio.file.Path;

/**
 * How bodies run in a JVM beside the host. Immutable.
 *
 * @param workers most processes at once, at least 1
 * @param memoryMb the largest heap of each, in MB
 * @param plugins the plugins folder, for what people read
 * @param version of taskhost, which plugins may ask for
 */
public record ProcessSettings(int workers, int memoryMb, Path plugins, String version) {
    /** A JVM with an interpreter of Python in it does not start with less. */
    public static final int LEAST_MEMORY_MB = 64;

    /** The largest heap unless another is given. */
    public static final int MEMORY_MB = 512;

    private static final int PROCESSORS_EACH = 2;

    /** Checks that they make sense. */
    public ProcessSettings {
        if (workers < 1 || memoryMb < LEAST_MEMORY_MB) {
            throw new IllegalArgumentException("workers must be at least 1 and memoryMb at least " + LEAST_MEMORY_MB
                    + ": " + workers + ", " + memoryMb);
        }
    }

    /** One for each two processors, at least one. */
    public static int defaultWorkers() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS_EACH);
    }
}

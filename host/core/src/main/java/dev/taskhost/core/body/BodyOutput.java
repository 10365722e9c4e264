package dev.taskhost.core.body;

/**
 * Where a body's output goes while it runs: what it prints, line by line. What an execution says after its end, from
 * threads it left behind, may still come and is not kept. Thread-safe; never blocks and never throws.
 */
@FunctionalInterface
public interface BodyOutput {
    /** Keeps nothing. */
    BodyOutput NONE = (error, line) -> {};

    /**
     * Takes a line.
     *
     * @param error whether it was meant as one: standard error, a log line of level WARN or higher
     * @param line without the line break; may be empty
     */
    void line(boolean error, String line);
}

package dev.taskhost.core.task;

/**
 * {@code extra.overlap}: what becomes of a fire time that meets its task still running.
 *
 * @param kind what
 * @param max of {@link Kind#QUEUE}: so many may wait, one more is skipped
 */
public record OverlapPolicy(Kind kind, int max) {
    /** The default, as the original does it. */
    public static final OverlapPolicy SKIP = new OverlapPolicy(Kind.SKIP, 0);

    /** What becomes of it. */
    public enum Kind {
        /** It is recorded as skipped. */
        SKIP,
        /** It waits and runs when the task is free, in order. */
        QUEUE,
        /** The running execution is stopped, and it runs instead; of several that wait, the newest. */
        REPLACE
    }
}

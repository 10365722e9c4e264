package dev.taskhost.core.task;

/**
 * {@code extra.misfire}: what is done about fire times that passed unserved for longer than {@code misfire_grace}.
 *
 * @param kind what
 * @param max of {@link Kind#RUN_ALL}: the newest so many are run
 */
public record MisfirePolicy(Kind kind, int max) {
    /** The default: they are recorded as missed. */
    public static final MisfirePolicy SKIP = new MisfirePolicy(Kind.SKIP, 0);

    /** What is done. */
    public enum Kind {
        /** Nothing runs. */
        SKIP,
        /** The newest runs, however late. */
        RUN_ONCE,
        /** All run, oldest first, one after the other. */
        RUN_ALL
    }
}

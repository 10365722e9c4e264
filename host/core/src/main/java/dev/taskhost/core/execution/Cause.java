package dev.taskhost.core.execution;

import java.util.Locale;

/** Why an execution was started; the word is what {@code task_execution.cause} says. */
public enum Cause {
    /** Its fire time came. */
    TRIGGER,
    /** The attempt before failed ({@code extra.retry}). */
    RETRY,
    /** Its fire time met a running task and waited ({@code extra.overlap}). */
    OVERLAP,
    /** Its fire time had passed unserved ({@code extra.misfire}). */
    MISFIRE,
    /** The host that ran the attempt before died ({@code extra.recover}). */
    RECOVER,
    /** Another task succeeded ({@code extra.next}). */
    NEXT,
    /** Somebody asked for it. */
    FIRE;

    /** As stored and shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The cause of this word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Cause of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

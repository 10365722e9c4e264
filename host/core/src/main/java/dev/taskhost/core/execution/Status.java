package dev.taskhost.core.execution;

import java.util.Locale;

/** Values of {@code execute_task.status}. All but {@link #TODO} are final: a final status never changes again. */
public enum Status {
    /** Started and not ended; the seed's word. */
    TODO,
    SUCCESS,
    FAIL,
    /** Ran longer than {@code extra.timeout}. */
    TIMEOUT,
    /** Interrupted by a person or by the host's end. */
    CANCELLED,
    /** Its host died. */
    LOST,
    /** The task was still running at the fire time. */
    SKIPPED,
    /** The fire time passed unserved by more than the misfire grace. */
    MISSED,
    /** The row cannot be run; {@code extra.err} says why. */
    REJECTED;

    /** As it stands in the column, in logs and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

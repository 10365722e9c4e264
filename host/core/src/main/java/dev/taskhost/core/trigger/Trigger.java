package dev.taskhost.core.trigger;

/**
 * A series of fire times, in milliseconds since the epoch. Immutable and thread-safe.
 *
 * <p>{@code long} instead of {@code Instant}, because a host may hold a hundred thousand of these and asks at every fire.
 */
public interface Trigger {
    /** No fire time (any more). */
    long NEVER = Long.MAX_VALUE;

    /**
     * The first fire time of a task registered (inserted, enabled, or given this spec) at {@code registeredAt}.
     *
     * <p>An interval fires one period later, cron at the next match strictly after {@code registeredAt}. A date answers
     * itself even when it has passed: the caller decides whether that is too late. {@code now} answers {@code
     * registeredAt}.
     *
     * @return epoch milliseconds, or {@link #NEVER}
     */
    long first(long registeredAt);

    /**
     * The first fire time strictly after {@code after} in the series that {@code fireAt}, a fire time of it, belongs to.
     *
     * @param fireAt a fire time that this trigger gave before; the anchor of an interval
     * @param after epoch milliseconds, at or after {@code fireAt}
     * @return epoch milliseconds, or {@link #NEVER}
     */
    long next(long fireAt, long after);
}

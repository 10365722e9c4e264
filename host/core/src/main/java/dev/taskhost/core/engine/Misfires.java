package dev.taskhost.core.engine;

import dev.taskhost.core.trigger.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to fire times that are due: the newest one within the grace runs (APScheduler's {@code coalesce}
 * and {@code misfire_grace_time}), all before it are missed.
 */
final class Misfires {
    /** Missed fire times are counted one by one up to here; a longer gap is told as "more than". */
    static final int COUNT_LIMIT = 10_000;

    private Misfires() {}

    /**
     * @param trigger the task's
     * @param fireAt the fire time the schedule stands on, at or before {@code now}
     * @param graceMillis how late a fire time may start
     */
    static Due of(Trigger trigger, long fireAt, long now, long graceMillis) {
        long candidate = fireAt >= now - graceMillis ? fireAt : trigger.next(fireAt, now - graceMillis - 1);
        long newest = Trigger.NEVER;
        while (candidate <= now) {
            newest = candidate;
            candidate = trigger.next(candidate, candidate);
        }
        boolean runs = newest != Trigger.NEVER;
        Missed missed = runs && newest == fireAt ? null : missed(trigger, fireAt, runs ? newest : candidate);
        return new Due(missed, runs ? newest : null, candidate == Trigger.NEVER ? null : candidate);
    }

    private static Missed missed(Trigger trigger, long first, long before) {
        long last = first;
        int count = 1;
        for (long next = trigger.next(first, first); next < before; next = trigger.next(next, next)) {
            if (count == COUNT_LIMIT) {
                return new Missed(first, last, count, true);
            }
            last = next;
            count++;
        }
        return new Missed(first, last, count, false);
    }

    /**
     * What is due.
     *
     * @param missed what is not run; null when nothing was missed
     * @param fireAt what is run; null when all is too late
     * @param nextFireAt the first fire time after now; null when there is none
     */
    record Due(
            @Nullable Missed missed,
            @Nullable Long fireAt,
            @Nullable Long nextFireAt) {}

    /** Fire times that passed; {@code capped} when there were more than counted. */
    record Missed(long first, long last, int count, boolean capped) {}
}

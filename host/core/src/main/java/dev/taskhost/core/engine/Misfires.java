package dev.taskhost.core.engine;

import dev.taskhost.core.task.MisfirePolicy;
import dev.taskhost.core.trigger.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to fire times that are due: the newest one within the grace runs (APScheduler's {@code coalesce}
 * and {@code misfire_grace_time}), all before it are missed, unless the task's misfire policy says otherwise.
 */
final class Misfires {
    /** Missed fire times are counted one by one up to here; a longer gap is told as "more than". */
    static final int COUNT_LIMIT = 10_000;

    private static final long FIRST_WINDOW_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int WINDOW_GROWTH = 16;

    private Misfires() {}

    /**
     * @param trigger the task's
     * @param fireAt the fire time the schedule stands on, at or before {@code now}
     * @param graceMillis how late a fire time may start
     */
    static Due of(Trigger trigger, long fireAt, long now, long graceMillis, MisfirePolicy policy) {
        return switch (policy.kind()) {
            case SKIP -> skip(trigger, fireAt, now, graceMillis);
            case RUN_ONCE -> runOnce(trigger, fireAt, now);
            case RUN_ALL -> runAll(trigger, fireAt, now, policy.max());
        };
    }

    private static Due skip(Trigger trigger, long fireAt, long now, long graceMillis) {
        long candidate = fireAt >= now - graceMillis ? fireAt : trigger.next(fireAt, now - graceMillis - 1);
        long newest = Trigger.NEVER;
        while (candidate <= now) {
            newest = candidate;
            candidate = trigger.next(candidate, candidate);
        }
        boolean runs = newest != Trigger.NEVER;
        Missed missed = runs && newest == fireAt ? null : missed(trigger, fireAt, runs ? newest : candidate);
        return new Due(missed, runs ? newest : null, List.of(), orNull(candidate));
    }

    private static Due runOnce(Trigger trigger, long fireAt, long now) {
        long newest = newest(trigger, fireAt, now, 1).getLast();
        Missed missed = newest == fireAt ? null : missed(trigger, fireAt, newest);
        return new Due(missed, newest, List.of(), orNull(trigger.next(newest, newest)));
    }

    /** One alone is a start as any other; several go into the queue together, so that they keep their order. */
    private static Due runAll(Trigger trigger, long fireAt, long now, int max) {
        List<Long> due = newest(trigger, fireAt, now, max);
        long last = due.getLast();
        Long next = orNull(trigger.next(last, last));
        if (last == fireAt) {
            return new Due(null, last, List.of(), next);
        }
        List<Long> queued = due.subList(Math.max(0, due.size() - max), due.size());
        long first = queued.getFirst();
        return new Due(first == fireAt ? null : missed(trigger, fireAt, first), null, List.copyOf(queued), next);
    }

    /**
     * The newest fire times from {@code fireAt} to {@code now}, at least so many where there are, without going through
     * all of a long gap: looks back step by step.
     */
    private static List<Long> newest(Trigger trigger, long fireAt, long now, int atLeast) {
        List<Long> found = new ArrayList<>();
        long window = FIRST_WINDOW_MILLIS;
        boolean all;
        do {
            found.clear();
            long from = now - window;
            all = from <= fireAt;
            long candidate = all ? fireAt : trigger.next(fireAt, from);
            while (candidate <= now) {
                found.add(candidate);
                candidate = trigger.next(candidate, candidate);
            }
            window *= WINDOW_GROWTH;
        } while (!all && found.size() < atLeast);
        return found;
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

    private static @Nullable Long orNull(long fireAt) {
        return fireAt == Trigger.NEVER ? null : fireAt;
    }

    /**
     * What is due.
     *
     * @param missed what is not run; null when nothing was missed
     * @param fireAt what is run; null when all is too late, or queued
     * @param queued what is run one after the other, oldest first
     * @param nextFireAt the first fire time after now; null when there is none
     */
    record Due(
            @Nullable Missed missed,
            @Nullable Long fireAt,
            List<Long> queued,
            @Nullable Long nextFireAt) {}

    /** Fire times that passed; {@code capped} when there were more than counted. */
    record Missed(long first, long last, int count, boolean capped) {}
}

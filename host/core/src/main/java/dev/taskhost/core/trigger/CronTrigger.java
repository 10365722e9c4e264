package dev.taskhost.core.trigger;

import java.time.ZoneId;

/**
 * Cron in a zone, and the one rule for offset changes that holds for every dialect. Immutable and thread-safe; asking
 * allocates nothing.
 *
 * <p>The rule is that of cron(8) (cronie and Debian). A spec is a <i>wildcard</i> when its minute field or its hour field
 * begins with {@code *} (so {@code *}, {@code *}{@code /5} and {@code *,3}, but neither {@code 0-59} nor Quartz's {@code
 * 0/5}); any other is <i>fixed</i>. The seconds field plays no part.
 *
 * <ul>
 *   <li>When the clock is put forward, the local times in between do not exist. A fixed spec that names any of them fires
 *       once, at the first instant after the gap; several such times, and a match at that very instant, are one fire
 *       time. A wildcard spec has no fire time there.
 *   <li>When the clock is put back, local times occur twice. A fixed spec fires at the first occurrence only; a wildcard
 *       spec at both, each instant whose local time matches.
 * </ul>
 *
 * <p>The rule asks neither how large a change is nor whether it is daylight saving: half an hour on Lord Howe, an hour in
 * most places, the day that Samoa left out (30 December 2011: a task for the 30th ran at the beginning of the 31st), a
 * change of standard time. Here it leaves cron(8), which takes more than three hours for somebody setting the clock and
 * lets the skipped times go; our changes come from the time zone database, never from a hand on the clock, and a fire
 * time must not vanish.
 */
final class CronTrigger implements Trigger {
    /** The years 0 to 9999, in seconds since the epoch. */
    private static final long EARLIEST = -62_167_219_200L;

    private static final long LATEST = 253_402_300_799L;

    private final ZoneClock clock;
    private final LocalSchedule schedule;
    private final boolean wildcard;

    CronTrigger(CronPlan plan, ZoneId zone) {
        this.clock = ZoneClock.of(zone);
        this.schedule = plan.schedule();
        this.wildcard = plan.wildcard();
    }

    @Override
    public long first(long registeredAt) {
        return after(registeredAt);
    }

    @Override
    public long next(long fireAt, long after) {
        return after(after);
    }

    private long after(long millis) {
        long from = Math.max(Math.floorDiv(millis, 1000L) + 1, EARLIEST);
        if (from > LATEST) {
            return NEVER;
        }
        int segment = clock.segmentAt(from);
        long searched = Long.MAX_VALUE;
        long hit = Long.MIN_VALUE; // the first match at or after searched
        while (true) {
            long local = localStart(segment, from);
            if (local < searched || local > hit) {
                searched = local;
                hit = schedule.nextAtOrAfter(local);
            }
            if (hit == LocalSchedule.NEVER && !turnsBack(segment, searched)) {
                return NEVER;
            }
            // a match in the gap before this segment comes out before its start
            long instant = Math.max(hit - clock.offset(segment), from);
            if (clock.isLast(segment) || instant < clock.start(segment + 1)) {
                return instant > LATEST ? NEVER : instant * 1000;
            }
            segment++;
            from = clock.start(segment);
        }
    }

    /** Whether the clock will once more show times before {@code local} that count. */
    private boolean turnsBack(int segment, long local) {
        return !clock.isLast(segment) && localStart(segment + 1, clock.start(segment + 1)) < local;
    }

    /** The local time from which matches count when the search begins at {@code from} within a segment. */
    private long localStart(int segment, long from) {
        long local = from + clock.offset(segment);
        if (wildcard || segment == 0) {
            return local;
        }
        long start = clock.start(segment);
        // where the clock stood when it was changed: the start of a gap, or the end of the times that come twice
        long changedAt = start + clock.offset(segment - 1);
        return from == start ? changedAt : Math.max(local, changedAt);
    }
}

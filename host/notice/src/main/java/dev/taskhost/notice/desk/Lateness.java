package dev.taskhost.notice.desk;

import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Alarms.Overdue;
import dev.taskhost.core.notice.Alarms.Slice;
import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.notice.route.Routes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The original's monitor: finds fire times that no run has served for longer than the task's {@code delay}. Once a minute it
 * asks for those that met a running task (of which the ledger tells) or wait in the queue, and begins a walk over the
 * schedules, a slice with each step, along their key: an index on {@code next_fire_at} would be paid for by every start. Not
 * thread-safe.
 */
final class Lateness {
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** What is late by less is not looked at. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    private static final int SLICE = 5_000;
    private static final int MOST_HELD = 5_000;

    private final Alarms alarms;
    private final Routes routes;
    private final Judge judge;
    private long dueAt = Long.MIN_VALUE;
    private boolean walking;
    private int after;

    Lateness(Alarms alarms, Routes routes, Judge judge) {
        this.alarms = alarms;
        this.routes = routes;
        this.judge = judge;
    }

    /** Takes a step. */
    void look(long now) {
        if (!walking && now >= dueAt) {
            dueAt = now + EVERY.toMillis();
            walking = true;
            after = Integer.MIN_VALUE;
            tell(alarms.held(now - LEAST.toMillis(), MOST_HELD), now);
        }
        if (walking) {
            Slice slice = alarms.overdue(after, SLICE, now - LEAST.toMillis());
            tell(slice.overdue(), now);
            Integer last = slice.lastTaskId();
            walking = last != null;
            after = last == null ? after : last;
        }
    }

    private void tell(List<Overdue> overdue, long now) {
        Map<AlarmKey, Happening> late = new LinkedHashMap<>();
        for (Overdue each : overdue) {
            if (now - each.dueAt() > routes.delay(each.task().extra()).toMillis()) {
                AlarmKey key = new AlarmKey(each.task().taskId(), NoticeEvent.LATE);
                late.putIfAbsent(key, new Happening(key, each.dueAt(), now, 1, each.executionId()));
            }
        }
        if (!late.isEmpty()) {
            alarms.record(judge.judge(late.values(), List.of(), now));
        }
    }
}

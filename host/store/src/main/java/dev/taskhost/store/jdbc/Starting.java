package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.task.OverlapPolicy;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that claims fire times and starts what may be started.
 *
 * <p>Who has a fire time is decided by {@code task_schedule} alone: the row is locked, and must still stand on that fire
 * time. {@code task.status} then says whether a program that knows nothing of our tables (a Python host) runs the task. An
 * entry whose schedule has moved is looked up by its fire time: the same trace id means that it was this very call, whose
 * answer was lost.
 *
 * <p>{@code careful} is the second go after a unique key was found taken: fire times that have a row already (a spec set
 * back and forth by hand) are looked up before anything is inserted.
 */
final class Starting {
    private final Write w;
    private final Connection c;
    private final List<Start> starts;
    private final boolean careful;

    private final Map<Integer, StartResult> results = new HashMap<>();
    private final List<Start> granted = new ArrayList<>();
    private final List<Start> passedOver = new ArrayList<>();
    private final Map<Integer, String> reasons = new HashMap<>();
    private final List<Start> served = new ArrayList<>();
    private final List<Start> queued = new ArrayList<>();
    private final List<Integer> disabled = new ArrayList<>();
    private Map<Integer, Slot> slots = Map.of();
    private Map<Integer, Statuses.State> states = Map.of();

    Starting(Write w, List<Start> starts, boolean careful) {
        this.w = w;
        this.c = w.c();
        this.starts = starts;
        this.careful = careful;
    }

    List<StartResult> run() throws SQLException {
        Fence.check(w);
        List<Integer> ids = starts.stream().map(Start::taskId).toList();
        slots = Schedules.lock(c, ids);
        w.turn().take();
        states = Statuses.lock(c, ids);
        for (Start start : findServed()) {
            sort(start);
        }
        explainBusy();
        queueBusy();
        record();
        Bulk.update(c, "UPDATE task_schedule SET next_fire_at = NULL WHERE task_id IN ({ids})", disabled);
        return starts.stream().map(s -> result(s.taskId())).toList();
    }

    private StartResult result(int taskId) {
        StartResult result = results.get(taskId);
        if (result == null) {
            throw new IllegalStateException("no result for task " + taskId);
        }
        return result;
    }

    /** Answers entries whose fire time has its row already, and returns the others. */
    private List<Start> findServed() throws SQLException {
        List<Start> suspects =
                starts.stream().filter(s -> careful || !claimable(s)).toList();
        Map<Executions.Key, Executions.Found> found =
                Executions.find(c, suspects.stream().map(Starting::key).toList());
        List<Start> open = new ArrayList<>();
        for (Start start : starts) {
            Executions.Found row = found.get(key(start));
            if (row == null) {
                open.add(start);
            } else {
                answerServed(start, row);
            }
        }
        return open;
    }

    private void answerServed(Start start, Executions.Found row) {
        ScheduleRow schedule = schedule(start);
        if (claimable(start)) {
            served.add(start);
            schedule = moved(schedule, start);
        }
        boolean ownFirstTry = row.traceId().equals(start.traceId());
        results.put(start.taskId(), ownFirstTry ? firstAnswer(row) : new StartResult.Moved(schedule));
    }

    private static StartResult firstAnswer(Executions.Found row) {
        return Status.SKIPPED.word().equals(row.status()) && row.extra() != null
                ? new StartResult.Skipped(row.executionId(), Extras.readErr(row.extra()))
                : new StartResult.Started(row.executionId());
    }

    private void sort(Start start) {
        ScheduleRow schedule = schedule(start);
        Statuses.State task = states.get(start.taskId());
        if ((task == null || !task.valid()) && (claimable(start) || schedule.nextFireAt() == null)) {
            disabled.add(start.taskId());
            results.put(start.taskId(), new StartResult.Disabled());
        } else if (task == null || !claimable(start)) {
            results.put(start.taskId(), new StartResult.Moved(schedule));
        } else if (schedule.executionId() != null) {
            passOver(start);
        } else {
            sortByStatus(start, task.status());
        }
    }

    private void sortByStatus(Start start, String status) {
        Slot slot = slots.get(start.taskId());
        boolean stale = slot != null && slot.statusHeld();
        if (status.equals(Statuses.READY) || (stale && status.equals(Statuses.DOING))) {
            granted.add(start);
        } else {
            passOver(start);
            reasons.put(start.taskId(), Reasons.foreignStatus(start.taskId(), status));
        }
    }

    /** A busy task; by the fire time, if that is still to come, it may be free. */
    private void passOver(Start start) {
        if (start.fireAt() > w.now()) {
            results.put(start.taskId(), new StartResult.NotYet());
        } else {
            passedOver.add(start);
        }
    }

    private void explainBusy() throws SQLException {
        List<Long> running = new ArrayList<>();
        for (Start start : passedOver) {
            Long executionId = schedule(start).executionId();
            if (executionId != null) {
                running.add(executionId);
            }
        }
        Map<Long, String> nodes = Executions.nodes(c, running);
        for (Start start : passedOver) {
            Long executionId = schedule(start).executionId();
            if (executionId != null) {
                reasons.put(start.taskId(), Reasons.stillRunning(start.taskId(), executionId, nodes.get(executionId)));
            }
        }
    }

    /** What is not simply skipped waits in the queue, if there is room. */
    private void queueBusy() throws SQLException {
        List<Overlapping.Busy> busy = passedOver.stream()
                .filter(start -> start.overlap().kind() != OverlapPolicy.Kind.SKIP)
                .map(start -> new Overlapping.Busy(start, schedule(start).executionId()))
                .toList();
        Set<Integer> full = new Overlapping(w).queue(busy);
        for (Overlapping.Busy each : busy) {
            Start start = each.start();
            if (full.contains(start.taskId())) {
                reasons.merge(start.taskId(), Reasons.queueFull(start.overlap().max()), String::concat);
            } else {
                passedOver.remove(start);
                queued.add(start);
                results.put(start.taskId(), new StartResult.Queued());
            }
        }
    }

    private void record() throws SQLException {
        List<Executions.NewRow> rows = new ArrayList<>();
        granted.forEach(s -> rows.add(row(s, Status.TODO, "{}", null)));
        passedOver.forEach(s -> rows.add(row(s, Status.SKIPPED, Extras.err(reason(s)), w.now())));
        List<Integer> grantedIds = granted.stream().map(Start::taskId).toList();
        Set<Integer> kept = Statuses.move(c, grantedIds, Statuses.READY, Statuses.DOING);
        List<Long> ids = Executions.insert(w, rows, careful);
        List<@Nullable Object[]> moves = new ArrayList<>();
        for (int i = 0; i < granted.size(); i++) {
            Start s = granted.get(i);
            boolean held = kept.contains(s.taskId()) || !isReady(s);
            results.put(s.taskId(), new StartResult.Started(ids.get(i)));
            moves.add(move(s, ids.get(i), held));
        }
        for (int i = 0; i < passedOver.size(); i++) {
            Start s = passedOver.get(i);
            results.put(s.taskId(), new StartResult.Skipped(ids.get(granted.size() + i), reason(s)));
            moves.add(move(s, schedule(s).executionId(), held(s)));
        }
        served.forEach(s -> moves.add(move(s, schedule(s).executionId(), held(s))));
        queued.forEach(s -> moves.add(move(s, schedule(s).executionId(), held(s))));
        Schedules.move(w, moves);
    }

    private static @Nullable Object[] move(Start s, @Nullable Long executionId, boolean held) {
        return new @Nullable Object[] {s.taskId(), s.nextFireAt(), s.fireAt(), executionId, held ? 1 : 0};
    }

    private static Executions.NewRow row(Start s, Status status, String extra, @Nullable Long endedAt) {
        return new Executions.NewRow(s.taskId(), s.fireAt(), 1, status, extra, s.traceId(), endedAt, Cause.TRIGGER);
    }

    private boolean claimable(Start start) {
        Long next = schedule(start).nextFireAt();
        return next != null && next == start.fireAt();
    }

    private boolean isReady(Start start) {
        Statuses.State state = states.get(start.taskId());
        return state != null && state.status().equals(Statuses.READY);
    }

    private boolean held(Start start) {
        Slot slot = slots.get(start.taskId());
        return slot != null && slot.statusHeld();
    }

    private ScheduleRow schedule(Start start) {
        Slot slot = slots.get(start.taskId());
        return slot == null ? Schedules.none(start.taskId()) : slot.row();
    }

    private String reason(Start start) {
        return reasons.getOrDefault(start.taskId(), "");
    }

    private static Executions.Key key(Start start) {
        return new Executions.Key(start.taskId(), start.fireAt(), 1);
    }

    private static ScheduleRow moved(ScheduleRow row, Start start) {
        return new ScheduleRow(
                row.taskId(),
                row.fingerprint(),
                start.nextFireAt(),
                start.fireAt(),
                row.executionId(),
                row.reloads(),
                row.rejection(),
                row.pending());
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import dev.taskhost.core.task.OverlapPolicy;
import dev.taskhost.store.sql.Bulk;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of fire times that meet a running task and are not simply skipped, within {@link Starting}'s transaction,
 * which has locked their schedules: they wait in the queue, and where the policy is to replace, what waited gives way and
 * what runs is asked to stop.
 */
final class Overlapping {
    private final Write w;

    Overlapping(Write w) {
        this.w = w;
    }

    /**
     * A fire time whose task is running.
     *
     * @param executionId what runs; null when another program runs it
     */
    record Busy(Start start, @Nullable Long executionId) {}

    /** Queues them; answers the tasks for which there was no room. */
    Set<Integer> queue(List<Busy> busy) throws SQLException {
        if (busy.isEmpty()) {
            return Set.of();
        }
        Map<Integer, List<Waiting>> waiting = waiting(busy);
        Set<Integer> full = new HashSet<>();
        List<NewEntry> entries = new ArrayList<>();
        for (Busy each : busy) {
            Start start = each.start();
            List<Waiting> before = waiting.getOrDefault(start.taskId(), List.of());
            if (start.overlap().kind() == OverlapPolicy.Kind.REPLACE) {
                replace(each, before);
            } else if (before.size() >= start.overlap().max()) {
                full.add(start.taskId());
                continue;
            }
            entries.add(new NewEntry(start.taskId(), start.fireAt(), 1, start.fireAt(), Cause.OVERLAP));
        }
        QueueRows.insert(w.c(), entries);
        return full;
    }

    private record Waiting(long id, int taskId, long fireAt) {}

    private Map<Integer, List<Waiting>> waiting(List<Busy> busy) throws SQLException {
        Map<Integer, List<Waiting>> byTask = new HashMap<>();
        List<Waiting> all = Bulk.select(
                w.c(),
                "SELECT id, task_id, fire_at FROM task_queue WHERE cause = 'overlap' AND task_id IN ({ids}) ORDER BY id"
                        + " FOR UPDATE",
                busy.stream().map(each -> each.start().taskId()).toList(),
                r -> new Waiting(r.getLong(1), r.getInt(2), r.getLong(3)));
        all.forEach(each ->
                byTask.computeIfAbsent(each.taskId(), id -> new ArrayList<>()).add(each));
        return byTask;
    }

    private void replace(Busy busy, List<Waiting> before) throws SQLException {
        Start start = busy.start();
        String reason = "replaced by the fire time " + Extras.utc(start.fireAt()) + ", as extra.overlap says";
        List<Executions.NewRow> rows = before.stream()
                .map(each -> new Executions.NewRow(
                        each.taskId(),
                        each.fireAt(),
                        1,
                        Status.SKIPPED,
                        Extras.err(reason),
                        start.traceId(),
                        w.now(),
                        Cause.OVERLAP))
                .toList();
        Executions.insert(w, rows, false);
        QueueRows.delete(w.c(), before.stream().map(Waiting::id).toList());
        if (busy.executionId() != null) {
            StopRows.ask(w.c(), w.dialect(), busy.executionId(), reason);
        }
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.Rejection;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that answers bad rows. The schedule remembers the answer and the execution row that gave it; the same
 * answer is not given again, unless it was this very call (same trace id) whose answer was lost.
 */
final class Rejecting {
    private final Write w;
    private final Connection c;
    private final List<Rejection> rejections;
    private final boolean careful;

    Rejecting(Write w, List<Rejection> rejections, boolean careful) {
        this.w = w;
        this.c = w.c();
        this.rejections = rejections;
        this.careful = careful;
    }

    List<@Nullable Long> run() throws SQLException {
        Fence.check(w);
        Map<Integer, Slot> slots = lockOrCreate();
        List<Rejection> fresh = new ArrayList<>();
        List<Long> given = new ArrayList<>();
        for (Rejection r : rejections) {
            Slot slot = slots.get(r.taskId());
            if (slot == null || !answered(slot, r)) {
                fresh.add(r);
            } else if (slot.rejectionId() != null) {
                given.add(slot.rejectionId());
            }
        }
        Map<Integer, Long> answers = ownFirstTries(given);
        answers.putAll(record(fresh, slots));
        List<@Nullable Long> result = new ArrayList<>();
        rejections.forEach(r -> result.add(answers.get(r.taskId())));
        return result;
    }

    private static boolean answered(Slot slot, Rejection r) {
        return slot.row().fingerprint().equals(r.fingerprint())
                && Extras.clip(r.reason()).equals(slot.row().rejection());
    }

    private Map<Integer, Slot> lockOrCreate() throws SQLException {
        TreeSet<Integer> ids = new TreeSet<>();
        rejections.forEach(r -> ids.add(r.taskId()));
        Map<Integer, Slot> slots = Schedules.lock(c, ids);
        ids.removeAll(slots.keySet());
        List<@Nullable Object[]> missing = new ArrayList<>();
        ids.forEach(id -> missing.add(new Object[] {id}));
        Bulk.insert(c, "INSERT IGNORE INTO task_schedule (task_id) VALUES {rows}", missing);
        Map<Integer, Slot> all = new HashMap<>(slots);
        all.putAll(Schedules.lock(c, ids));
        return all;
    }

    private Map<Integer, Long> ownFirstTries(List<Long> given) throws SQLException {
        Map<Integer, Long> own = new HashMap<>();
        Map<String, Long> idByTrace = new HashMap<>();
        Bulk.select(
                c,
                "SELECT trace_id, id FROM execute_task WHERE id IN ({ids})",
                given,
                row -> idByTrace.put(row.getString(1), row.getLong(2)));
        for (Rejection r : rejections) {
            Long id = idByTrace.get(r.traceId());
            if (id != null) {
                own.put(r.taskId(), id);
            }
        }
        return own;
    }

    private Map<Integer, Long> record(List<Rejection> fresh, Map<Integer, Slot> slots) throws SQLException {
        List<Executions.NewRow> rows = new ArrayList<>();
        for (Rejection r : fresh) {
            String extra = Extras.err(Extras.clip(r.reason()));
            rows.add(new Executions.NewRow(
                    r.taskId(), null, 1, Status.REJECTED, extra, r.traceId(), w.now(), Cause.TRIGGER));
        }
        List<Long> ids = Executions.insert(w, rows, careful);
        Map<Integer, Long> answers = new HashMap<>();
        List<@Nullable Object[]> schedules = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            Rejection r = fresh.get(i);
            answers.put(r.taskId(), ids.get(i));
            schedules.add(schedule(r, slots.get(r.taskId()), ids.get(i)));
        }
        w.set(
                "task_schedule",
                List.of("task_id", "fingerprint", "next_fire_at", "last_fire_at", "rejection", "rejection_id"),
                schedules);
        return answers;
    }

    private static @Nullable Object[] schedule(Rejection r, @Nullable Slot slot, long executionId) {
        Long last = slot != null && slot.row().fingerprint().equals(r.fingerprint())
                ? slot.row().lastFireAt()
                : null;
        return new @Nullable Object[] {r.taskId(), r.fingerprint(), null, last, Extras.clip(r.reason()), executionId};
    }
}

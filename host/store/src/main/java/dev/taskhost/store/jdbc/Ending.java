package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that ends executions. A row that is final stays as it is; the task is freed where the schedule says that
 * this very execution holds it, whatever became of the row.
 */
final class Ending {
    private final Write w;
    private final Connection c;
    private final List<End> ends;

    Ending(Write w, List<End> ends) {
        this.w = w;
        this.c = w.c();
        this.ends = ends;
    }

    List<Boolean> run() throws SQLException {
        Fence.check(w);
        Map<Integer, Slot> slots =
                Schedules.lock(c, ends.stream().map(End::taskId).toList());
        Map<Long, Row> rows = lockRows();
        List<End> open = ends.stream()
                .filter(e -> Status.TODO.word().equals(status(rows, e)))
                .toList();
        writeOutcomes(open, rows);
        Executions.setTimes(w, open.stream().filter(e -> isKnown(rows, e)).toList());
        w.turn().take();
        Freeing.free(c, held(slots));
        QueueRows.insert(c, open.stream().flatMap(e -> e.follows().stream()).toList());
        OccurrenceRows.ofEnds(w, open);
        return ends.stream().map(e -> bears(e, status(rows, e))).toList();
    }

    private static boolean isKnown(Map<Long, Row> rows, End end) {
        Row row = rows.get(end.executionId());
        return row != null && row.known();
    }

    private static boolean bears(End end, @Nullable String before) {
        return Status.TODO.word().equals(before) || end.status().word().equals(before);
    }

    /**
     * A locked row.
     *
     * @param status as it stands
     * @param extra as it stands: bodies may write there while they run
     * @param known whether {@code task_execution} has it too
     */
    private record Row(String status, String extra, boolean known) {}

    private static @Nullable String status(Map<Long, Row> rows, End end) {
        Row row = rows.get(end.executionId());
        return row == null ? null : row.status();
    }

    private Map<Long, Row> lockRows() throws SQLException {
        Map<Long, Row> states = HashMap.newHashMap(ends.size());
        TreeSet<Long> ids = new TreeSet<>();
        ends.forEach(e -> ids.add(e.executionId()));
        Bulk.select(
                c,
                "SELECT e.id, e.status, e.extra, x.execution_id FROM execute_task e LEFT JOIN task_execution x"
                        + " ON x.execution_id = e.id WHERE e.id IN ({ids}) ORDER BY e.id FOR UPDATE",
                ids,
                r -> states.put(r.getLong(1), new Row(r.getString(2), r.getString(3), r.getObject(4) != null)));
        return states;
    }

    private List<Slot> held(Map<Integer, Slot> slots) {
        List<Slot> held = new ArrayList<>();
        for (End end : ends) {
            Slot slot = slots.get(end.taskId());
            Long holder = slot == null ? null : slot.row().executionId();
            if (slot != null && holder != null && holder == end.executionId()) {
                held.add(slot);
            }
        }
        return held;
    }

    /** Equal outcomes (most are a plain success) share a statement; the others go out together. */
    private void writeOutcomes(List<End> open, Map<Long, Row> rows) throws SQLException {
        Map<Outcome, List<Long>> byOutcome = new LinkedHashMap<>();
        for (End end : open) {
            Row before = rows.get(end.executionId());
            String extra = before == null ? end.extra() : Extras.merged(before.extra(), end.extra());
            byOutcome
                    .computeIfAbsent(new Outcome(end.status(), extra), o -> new ArrayList<>())
                    .add(end.executionId());
        }
        List<@Nullable Object[]> single = new ArrayList<>();
        for (Map.Entry<Outcome, List<Long>> entry : byOutcome.entrySet()) {
            Outcome outcome = entry.getKey();
            List<Long> ids = entry.getValue();
            if (ids.size() == 1) {
                single.add(new Object[] {outcome.status().word(), outcome.extra(), ids.getFirst()});
            } else {
                Bulk.update(
                        c,
                        "UPDATE execute_task SET status = ?, extra = ? WHERE status = 'todo' AND id IN ({ids})",
                        ids,
                        outcome.status().word(),
                        outcome.extra());
            }
        }
        Bulk.executeEach(c, "UPDATE execute_task SET status = ?, extra = ? WHERE status = 'todo' AND id = ?", single);
    }

    private record Outcome(Status status, String extra) {}
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Ending} does, for a batch in which nothing is in the way: every row is {@code todo}, no body wrote into its
 * {@code extra}, and each execution holds its task. As {@link PlainStarting}, it reads nothing and counts everything.
 */
final class PlainEnding {
    private final Write w;
    private final Connection c;
    private final List<End> ends;

    PlainEnding(Write w, List<End> ends) {
        this.w = w;
        this.c = w.c();
        this.ends = ends.stream().sorted(Comparator.comparingInt(End::taskId)).toList();
    }

    void run() throws SQLException {
        Fence.check(w);
        release();
        writeOutcomes();
        NotPlainException.unless("times", Executions.setTimes(w, ends), ends.size());
        w.turn().take();
        free();
        QueueRows.insert(
                w.c(), ends.stream().flatMap(end -> end.follows().stream()).toList());
        OccurrenceRows.ofEnds(w, ends);
    }

    private void release() throws SQLException {
        String executions =
                ends.stream().map(end -> String.valueOf(end.executionId())).collect(Collectors.joining(","));
        int released = Bulk.update(
                c,
                "UPDATE task_schedule SET execution_id = NULL WHERE status_held = 0 AND fingerprint <> ''"
                        + " AND execution_id IN (" + executions + ") AND task_id IN ({ids})",
                taskIds());
        NotPlainException.unless("releasing", released, ends.size());
    }

    /** Equal outcomes (most are a plain success) share a statement; the others go out together. */
    private void writeOutcomes() throws SQLException {
        Map<List<String>, List<End>> equal = ends.stream()
                .collect(Collectors.groupingBy(end -> List.of(end.status().word(), end.extra())));
        List<@Nullable Object[]> single = new ArrayList<>();
        int written = 0;
        for (Map.Entry<List<String>, List<End>> group : equal.entrySet()) {
            String status = group.getKey().getFirst();
            String extra = group.getKey().getLast();
            List<Long> ids = group.getValue().stream().map(End::executionId).toList();
            if (ids.size() == 1) {
                single.add(new Object[] {status, extra, ids.getFirst()});
            } else {
                written += Bulk.update(
                        c,
                        "UPDATE execute_task SET status = ?, extra = ? WHERE status = 'todo' AND extra = '{}'"
                                + " AND id IN ({ids})",
                        ids,
                        status,
                        extra);
            }
        }
        written += Bulk.executeEach(
                c,
                "UPDATE execute_task SET status = ?, extra = ? WHERE status = 'todo' AND extra = '{}' AND id = ?",
                single);
        NotPlainException.unless("outcomes", written, ends.size());
    }

    private void free() throws SQLException {
        int freed = Bulk.update(
                c,
                "UPDATE task SET status = 'ready', update_at = update_at WHERE status = 'doing' AND id IN ({ids})",
                taskIds());
        NotPlainException.unless("doing to ready", freed, ends.size());
    }

    private List<Integer> taskIds() {
        return ends.stream().map(End::taskId).toList();
    }
}

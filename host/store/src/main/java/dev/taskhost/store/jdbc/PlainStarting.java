package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult;
import dev.taskhost.store.sql.Bulk;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Starting} does, for a batch in which nothing is in the way: no row is read, every statement is a
 * compare-and-set over the whole batch, and its count has to be right. Otherwise all is undone with a {@link
 * NotPlainException}.
 */
final class PlainStarting {
    private final Write w;
    private final List<Start> starts;

    PlainStarting(Write w, List<Start> starts) {
        this.w = w;
        this.starts = starts;
    }

    List<StartResult> run() throws SQLException {
        Fence.check(w);
        List<Start> ordered =
                starts.stream().sorted(Comparator.comparingInt(Start::taskId)).toList();
        List<Long> ids = Executions.insertTheirs(
                w, ordered.stream().map(PlainStarting::row).toList());
        claim(ordered, ids);
        Executions.insertOurs(w, ordered.stream().map(PlainStarting::row).toList(), ids);
        w.turn().take();
        hold(ordered);
        return answers(ordered, ids);
    }

    private static Executions.NewRow row(Start s) {
        return new Executions.NewRow(s.taskId(), s.fireAt(), 1, Status.TODO, "{}", s.traceId(), null, Cause.TRIGGER);
    }

    private void claim(List<Start> ordered, List<Long> ids) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(ordered.size());
        for (int i = 0; i < ordered.size(); i++) {
            Start s = ordered.get(i);
            rows.add(new @Nullable Object[] {s.taskId(), s.nextFireAt(), s.fireAt(), ids.get(i)});
        }
        NotPlainException.unless("claiming", Schedules.claim(w, rows), ordered.size());
    }

    private void hold(List<Start> ordered) throws SQLException {
        int held = Bulk.update(
                w.c(),
                "UPDATE task SET status = 'doing', update_at = update_at WHERE status = 'ready' AND is_valid <> 0"
                        + " AND id IN ({ids})",
                ordered.stream().map(Start::taskId).toList());
        NotPlainException.unless("ready to doing", held, ordered.size());
    }

    private List<StartResult> answers(List<Start> ordered, List<Long> ids) {
        Map<Integer, StartResult> byTask = HashMap.newHashMap(ids.size());
        for (int i = 0; i < ordered.size(); i++) {
            byTask.put(ordered.get(i).taskId(), new StartResult.Started(ids.get(i)));
        }
        List<StartResult> answers = new ArrayList<>(ids.size());
        for (Start start : starts) {
            answers.add(byTask.getOrDefault(start.taskId(), new StartResult.Disabled()));
        }
        return answers;
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Literals;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code execute_task}, and of our own {@code task_execution} beside it, within the caller's transaction. The
 * unique key (task_id, fire_at, attempt) of the latter is the last word on "a fire time starts once".
 */
final class Executions {
    /** Of a look-up by fire times; each takes three parameters. */
    private static final int LOOKED_UP_AT_ONCE = 200;

    private Executions() {}

    /**
     * A row to insert.
     *
     * @param fireAt null for an answer to a bad row
     * @param endedAt null while it runs
     */
    record NewRow(
            int taskId,
            @Nullable Long fireAt,
            int attempt,
            Status status,
            String extra,
            String traceId,
            @Nullable Long endedAt,
            Cause cause) {}

    /** Names a fire time's try. */
    record Key(int taskId, long fireAt, int attempt) {}

    /**
     * A row found by its fire time.
     *
     * @param status as it stands; null when the row of {@code execute_task} was deleted
     * @param extra as above
     */
    record Found(
            Key key,
            long executionId,
            String traceId,
            @Nullable String status,
            @Nullable String extra) {}

    /**
     * Inserts rows and answers their ids, in order.
     *
     * @param clearStale whether rows of ours under the new ids are removed first: {@code execute_task} may have been
     *     emptied by hand, and then counts from 1 again
     */
    static List<Long> insert(Write w, List<NewRow> rows, boolean clearStale) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Long> ids = insertTheirs(w, rows);
        if (clearStale) {
            Bulk.update(w.c(), "DELETE FROM task_execution WHERE execution_id IN ({ids})", ids);
        }
        insertOurs(w, rows, ids);
        OccurrenceRows.ofRows(w, rows, ids);
        return ids;
    }

    /**
     * Inserts into {@code execute_task} and answers the ids, in order. What was claimed ahead bears its fire time as
     * {@code create_at}, as people expect.
     */
    static List<Long> insertTheirs(Write w, List<NewRow> rows) throws SQLException {
        boolean ahead = rows.stream().anyMatch(row -> row.fireAt() != null && row.fireAt() > w.now());
        List<@Nullable Object[]> theirs = new ArrayList<>(rows.size());
        for (NewRow row : rows) {
            Object extra = row.extra().equals("{}") ? Literals.EMPTY_OBJECT : row.extra();
            if (ahead) {
                long created = row.fireAt() == null ? w.now() : Math.max(row.fireAt(), w.now());
                theirs.add(new Object[] {
                    row.taskId(),
                    row.status().word(),
                    extra,
                    row.traceId(),
                    w.dialect().timestamp(created)
                });
            } else {
                theirs.add(new Object[] {row.taskId(), row.status().word(), extra, row.traceId()});
            }
        }
        String columns = "task_id, status, extra, trace_id" + (ahead ? ", create_at" : "");
        return Bulk.insertKeys(w.c(), "INSERT INTO execute_task (" + columns + ") VALUES {rows}", theirs);
    }

    /** Sets when executions began and ended, and what they ran on. Answers how many rows there were. */
    static int setTimes(Write w, List<End> ends) throws SQLException {
        List<@Nullable Object[]> times = new ArrayList<>(ends.size());
        for (End end : ends) {
            times.add(new @Nullable Object[] {end.executionId(), end.startedAt(), end.endedAt(), end.generation()});
        }
        return w.set("task_execution", List.of("execution_id", "started_at", "ended_at", "generation"), times);
    }

    static void insertOurs(Write w, List<NewRow> rows, List<Long> ids) throws SQLException {
        boolean triggered = rows.stream().allMatch(row -> row.cause() == Cause.TRIGGER); // the column's default
        List<@Nullable Object[]> ours = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            NewRow row = rows.get(i);
            List<@Nullable Object> values = new ArrayList<>();
            values.add(ids.get(i));
            values.add(row.taskId());
            values.add(row.fireAt());
            values.add(row.attempt());
            values.add(w.lease().node());
            values.add(w.lease().epoch());
            values.add(row.traceId());
            values.add(row.endedAt());
            if (!triggered) {
                values.add(row.cause().word());
            }
            ours.add(values.toArray());
        }
        Bulk.insert(
                w.c(),
                "INSERT INTO task_execution (execution_id, task_id, fire_at, attempt, node, epoch, trace_id, ended_at"
                        + (triggered ? "" : ", cause") + ") VALUES {rows}",
                ours);
    }

    /** Finds what was recorded for fire times. */
    static Map<Key, Found> find(Connection c, List<Key> keys) throws SQLException {
        Map<Key, Found> found = new HashMap<>();
        for (int from = 0; from < keys.size(); from += LOOKED_UP_AT_ONCE) {
            List<Key> part = keys.subList(from, Math.min(from + LOOKED_UP_AT_ONCE, keys.size()));
            for (Found row : findPart(c, part)) {
                found.put(row.key(), row);
            }
        }
        return found;
    }

    private static List<Found> findPart(Connection c, List<Key> part) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (Key key : part) {
            values.add(key.taskId());
            values.add(key.fireAt());
            values.add(key.attempt());
        }
        String each = "(x.task_id = ? AND x.fire_at = ? AND x.attempt = ?)";
        return Bulk.query(
                c,
                "SELECT x.task_id, x.fire_at, x.attempt, x.execution_id, x.trace_id, e.status, e.extra"
                        + " FROM task_execution x LEFT JOIN execute_task e ON e.id = x.execution_id WHERE " + each
                        + (" OR " + each).repeat(part.size() - 1),
                Executions::readFound,
                values.toArray());
    }

    private static Found readFound(ResultSet r) throws SQLException {
        Key key = new Key(r.getInt(1), r.getLong(2), r.getInt(3));
        return new Found(key, r.getLong(4), r.getString(5), r.getString(6), r.getString(7));
    }

    /** The hosts that run executions, by execution id; those without a row of ours are missing. */
    static Map<Long, String> nodes(Connection c, Collection<Long> executionIds) throws SQLException {
        Map<Long, String> nodes = new HashMap<>();
        Bulk.select(
                c,
                "SELECT execution_id, node FROM task_execution WHERE execution_id IN ({ids})",
                executionIds,
                r -> nodes.put(r.getLong(1), r.getString(2)));
        return nodes;
    }
}

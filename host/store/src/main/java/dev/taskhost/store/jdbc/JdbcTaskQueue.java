package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.store.TaskQueue;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the queue and the requests to stop. */
public final class JdbcTaskQueue implements TaskQueue {
    /** One of them can start; the others tell what comes after it. */
    private static final int OF_A_TASK = 10;

    /** Of each task only the first, or one with thousands would hide all others. */
    private static final String DUE =
            "SELECT q.id, q.task_id, q.fire_at, q.attempt, q.due_at, q.cause, q.args, q.forced, t.is_valid, s.execution_id"
                    + " FROM (SELECT e.*, ROW_NUMBER() OVER (PARTITION BY e.task_id ORDER BY e.due_at, e.fire_at, e.id) AS place"
                    + " FROM task_queue e WHERE e.due_at <= ?) q"
                    + " LEFT JOIN task t ON t.id = q.task_id LEFT JOIN task_schedule s ON s.task_id = q.task_id"
                    + " WHERE q.place <= " + OF_A_TASK
                    + " ORDER BY s.execution_id IS NOT NULL, q.due_at, q.id LIMIT ?";

    private final Database database;

    public JdbcTaskQueue(Database database) {
        this.database = database;
    }

    @Override
    public List<Entry> due(long until, int limit) {
        return database.run("read the queue", c -> Bulk.query(c, DUE, JdbcTaskQueue::readEntry, until, limit));
    }

    @Override
    public List<StopRequest> stopRequests() {
        List<Asked> asked = database.run(
                "read requests to stop",
                c -> Bulk.query(
                        c,
                        "SELECT s.execution_id, s.reason, e.status FROM task_stop s LEFT JOIN execute_task e"
                                + " ON e.id = s.execution_id ORDER BY s.execution_id",
                        r -> new Asked(new StopRequest(r.getLong(1), r.getString(2)), r.getString(3))));
        List<Long> ended = asked.stream()
                .filter(each -> !each.runs())
                .map(each -> each.request().executionId())
                .toList();
        if (!ended.isEmpty()) {
            database.write(
                    "remove requests to stop",
                    c -> Bulk.update(c, "DELETE FROM task_stop WHERE execution_id IN ({ids})", ended));
        }
        return asked.stream().filter(Asked::runs).map(Asked::request).toList();
    }

    private record Asked(StopRequest request, @Nullable String status) {
        boolean runs() {
            return Status.TODO.word().equals(status);
        }
    }

    private static Entry readEntry(ResultSet r) throws SQLException {
        String args = r.getString(7);
        Long valid = Bulk.longOrNull(r, 9);
        TaskState task = valid == null ? TaskState.GONE : valid == 0 ? TaskState.DISABLED : TaskState.ENABLED;
        return new Entry(
                r.getLong(1),
                new NewEntry(r.getInt(2), r.getLong(3), r.getInt(4), r.getLong(5), Cause.of(r.getString(6))),
                args == null ? null : texts(args),
                r.getInt(8) != 0,
                task,
                Bulk.longOrNull(r, 10) != null);
    }

    /** What {@link JdbcRequests#fire} wrote. */
    private static List<String> texts(String json) {
        return Json.read(json) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.store.History;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.Requests;
import dev.taskhost.core.store.TaskTable;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.TaskRow;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import dev.taskhost.store.sql.Dialect;
import dev.taskhost.store.sql.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leaves requests in our own tables, where every host's watch finds them. */
public final class JdbcRequests implements Requests {
    private static final int TRIES = 1_000;

    private final Database database;
    private final TaskTable tasks;
    private final History history;

    public JdbcRequests(Database database, TaskTable tasks, History history) {
        this.database = database;
        this.tasks = tasks;
        this.history = history;
    }

    @Override
    public boolean reload(String taskKey) {
        Optional<WatchedRow> row = tasks.readByKey(taskKey);
        row.ifPresent(found -> count(found.task().id()));
        return row.isPresent();
    }

    @Override
    public FireResult fire(String taskKey, @Nullable List<String> args, boolean forced) {
        Optional<WatchedRow> found = tasks.readByKey(taskKey);
        if (found.isEmpty()) {
            return new FireResult.NoTask();
        }
        TaskRow task = found.get().task();
        if (!task.valid() && !forced) {
            return new FireResult.Disabled();
        }
        String json = args == null ? null : Json.write(args);
        long fireAt = database.write("ask for a run", c -> queue(c, task.id(), json, forced));
        return new FireResult.Queued(task.id(), fireAt);
    }

    @Override
    public boolean waits(int taskId, long fireAt, int attempt) {
        return database.run(
                "look into the queue",
                c -> !Bulk.query(
                                c,
                                "SELECT id FROM task_queue WHERE task_id = ? AND fire_at = ? AND attempt = ?",
                                r -> r.getLong(1),
                                taskId,
                                fireAt,
                                attempt)
                        .isEmpty());
    }

    @Override
    public KillResult kill(long executionId, String reason) {
        Optional<Run> run = history.byId(executionId);
        if (run.isEmpty()) {
            return new KillResult.None();
        }
        if (run.get().status() != Status.TODO) {
            return new KillResult.Ended(run.get().status());
        }
        if (run.get().node() == null) {
            return new KillResult.Foreign();
        }
        database.write("ask for a stop", c -> {
            StopRows.ask(c, database.dialect(), executionId, reason);
            return true;
        });
        return new KillResult.Asked();
    }

    @Override
    public ResetResult reset(String taskKey, boolean forced, Duration aliveFor) {
        Optional<WatchedRow> found = tasks.readByKey(taskKey);
        if (found.isEmpty()) {
            return new ResetResult.NoTask();
        }
        int taskId = found.get().task().id();
        return database.write(
                "reset a task",
                c -> new Resetting(c, database.dialect(), now(c, database.dialect()), false)
                        .reset(taskId, forced, aliveFor));
    }

    private void count(int taskId) {
        database.write(
                "ask for a reload",
                c -> Bulk.execute(
                        c,
                        "INSERT INTO task_schedule (task_id, reloads, reload_at) VALUES (?, 1, "
                                + database.dialect().nowMillis()
                                + ") ON DUPLICATE KEY UPDATE reloads = reloads + 1, reload_at = VALUES(reload_at)",
                        taskId));
    }

    /** By the database's clock, beside whole seconds, which are for fire times of triggers, and beside what has run already. */
    private long queue(Connection c, int taskId, @Nullable String args, boolean forced) throws SQLException {
        long now = now(c, database.dialect());
        for (long fireAt = now; fireAt < now + TRIES; fireAt++) {
            if (fireAt % 1_000 != 0 && !hasRun(c, taskId, fireAt) && insert(c, taskId, fireAt, args, forced)) {
                return fireAt;
            }
        }
        throw new SQLException("no free millisecond for task " + taskId);
    }

    private static boolean hasRun(Connection c, int taskId, long fireAt) throws SQLException {
        return !Executions.find(c, List.of(new Executions.Key(taskId, fireAt, 1)))
                .isEmpty();
    }

    private static boolean insert(Connection c, int taskId, long fireAt, @Nullable String args, boolean forced)
            throws SQLException {
        try {
            Bulk.execute(
                    c,
                    "INSERT INTO task_queue (task_id, fire_at, attempt, due_at, cause, args, forced)"
                            + " VALUES (?, ?, 1, ?, ?, ?, ?)",
                    taskId,
                    fireAt,
                    fireAt,
                    Cause.FIRE.word(),
                    args,
                    forced ? 1 : 0);
            return true;
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.DUPLICATE) {
                return false;
            }
            throw e;
        }
    }

    private static long now(Connection c, Dialect dialect) throws SQLException {
        return Bulk.query(c, "SELECT " + dialect.nowMillis(), r -> r.getLong(1)).getFirst();
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Requests;
import dev.taskhost.core.store.TaskTable;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.util.Optional;

/** Leaves requests in {@code task_schedule}, where every host's watch finds them. */
public final class JdbcRequests implements Requests {
    private final Database database;
    private final TaskTable tasks;

    public JdbcRequests(Database database, TaskTable tasks) {
        this.database = database;
        this.tasks = tasks;
    }

    @Override
    public boolean reload(String taskKey) {
        Optional<WatchedRow> row = tasks.readByKey(taskKey);
        row.ifPresent(found -> count(found.task().id()));
        return row.isPresent();
    }

    private void count(int taskId) {
        database.run(
                "ask for a reload",
                c -> Bulk.execute(
                        c,
                        "INSERT INTO task_schedule (task_id, reloads, reload_at) VALUES (?, 1, "
                                + database.dialect().nowMillis()
                                + ") ON DUPLICATE KEY UPDATE reloads = reloads + 1, reload_at = VALUES(reload_at)",
                        taskId));
    }
}

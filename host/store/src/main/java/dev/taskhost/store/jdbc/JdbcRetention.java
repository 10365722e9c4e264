package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.Retention;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes old executions. Tasks are walked along the key of {@code task_execution}, executions of one task along the index
 * on {@code execute_task.task_id}, which InnoDB and H2 keep in the order of ids; the oldest are met first, and nothing is
 * sorted. An execution is ours when both tables tell the same trace id: emptied by hand, {@code execute_task} counts from 1
 * again.
 */
public final class JdbcRetention implements Retention {
    private static final String CHORE = "prune";

    private static final String OURS = "x.execution_id = e.id AND x.trace_id = e.trace_id";

    private static final String STOCKS =
            "SELECT g.task_id, CASE WHEN t.id IS NULL THEN NULL ELSE COALESCE(t.extra, '') END, g.n, g.oldest, g.newest,"
                    + " COALESCE(x.ended_at, x.fire_at, 0), e.id FROM (SELECT task_id, COUNT(*) AS n,"
                    + " MIN(execution_id) AS oldest, MAX(execution_id) AS newest FROM task_execution WHERE task_id > ?"
                    + " GROUP BY task_id ORDER BY task_id LIMIT ?) g JOIN task_execution x ON x.execution_id = g.oldest"
                    + " LEFT JOIN execute_task e ON " + OURS
                    + " LEFT JOIN task t ON t.id = g.task_id ORDER BY g.task_id";

    private static final String KEPT_FROM =
            "SELECT id FROM execute_task WHERE task_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?";

    private static final String OLDEST = "SELECT e.id, COALESCE(x.ended_at, x.fire_at, 0) FROM execute_task e"
            + " JOIN task_execution x ON " + OURS
            + " WHERE e.task_id = ? AND e.id >= ? AND e.id < ? AND e.status <> 'todo' ORDER BY e.id LIMIT ?";

    private static final String ORPHANS = "SELECT x.execution_id FROM task_execution x LEFT JOIN execute_task e ON "
            + OURS + " WHERE x.task_id = ? AND x.ended_at < ? AND e.id IS NULL LIMIT ?";

    private final Database database;

    public JdbcRetention(Database database) {
        this.database = database;
    }

    @Override
    public boolean claim(String node, Duration hold) {
        String now = database.dialect().nowMillis();
        return database.run("take the pruning", c -> {
            Bulk.execute(
                    c, "INSERT IGNORE INTO task_chore (chore, node, held_until, due_at) VALUES (?, '', 0, 0)", CHORE);
            return Bulk.execute(
                            c,
                            "UPDATE task_chore SET node = ?, held_until = " + now
                                    + " + ? WHERE chore = ? AND due_at <= " + now + " AND (node = ? OR held_until <= "
                                    + now + ")",
                            node,
                            hold.toMillis(),
                            CHORE,
                            node)
                    == 1;
        });
    }

    @Override
    public void finish(String node, Duration every) {
        String sql = "UPDATE task_chore SET held_until = 0, due_at = "
                + database.dialect().nowMillis() + " + ? WHERE chore = ? AND node = ?";
        database.run("finish the pruning", c -> Bulk.execute(c, sql, every.toMillis(), CHORE, node));
    }

    @Override
    public List<Stock> stocks(int afterTaskId, int most) {
        return database.run(
                "count executions", c -> Bulk.query(c, STOCKS, JdbcRetention::readStock, afterTaskId, most));
    }

    private static Stock readStock(ResultSet r) throws SQLException {
        boolean orphaned = r.getObject(7) == null;
        return new Stock(r.getInt(1), r.getString(2), r.getLong(3), r.getLong(4), r.getLong(5), r.getLong(6), orphaned);
    }

    @Override
    public long keptFrom(int taskId, int rows) {
        List<Long> ids = database.run(
                "find the executions to keep", c -> Bulk.query(c, KEPT_FROM, r -> r.getLong(1), taskId, rows - 1));
        return ids.isEmpty() ? 0 : ids.getFirst();
    }

    @Override
    public Removal remove(List<Surplus> surpluses, int most) {
        return database.write("remove old executions", c -> remove(c, surpluses, most));
    }

    private static Removal remove(Connection c, List<Surplus> surpluses, int most) throws SQLException {
        List<Long> ids = new ArrayList<>();
        int finished = 0;
        for (Surplus surplus : surpluses) {
            int room = most - ids.size();
            List<Long> oldest = oldest(c, surplus, room);
            ids.addAll(oldest);
            if (oldest.size() == room) {
                break; // there may be more
            }
            finished++;
        }
        // A final status never changes again, so what was read above without a lock still holds.
        Bulk.update(c, "DELETE FROM execute_task WHERE id IN ({ids})", ids);
        deleteOurs(c, ids);
        return new Removal(ids.size(), finished);
    }

    private static List<Long> oldest(Connection c, Surplus surplus, int most) throws SQLException {
        List<Aged> executions = Bulk.query(
                c,
                OLDEST,
                r -> new Aged(r.getLong(1), r.getLong(2)),
                surplus.taskId(),
                surplus.from(),
                surplus.until(),
                most);
        return executions.stream()
                .takeWhile(e -> e.id() < surplus.below() || e.endedAt() < surplus.endedBefore())
                .map(Aged::id)
                .toList();
    }

    /** An execution, and when it ended. */
    private record Aged(long id, long endedAt) {}

    @Override
    public int removeOrphans(int taskId, long endedBefore, int most) {
        return database.write("remove executions that were deleted by hand", c -> {
            List<Long> ids = Bulk.query(c, ORPHANS, r -> r.getLong(1), taskId, endedBefore, most);
            return deleteOurs(c, ids);
        });
    }

    private static int deleteOurs(Connection c, List<Long> ids) throws SQLException {
        Bulk.update(c, "DELETE FROM task_output WHERE execution_id IN ({ids})", ids);
        Bulk.update(c, "DELETE FROM task_progress WHERE execution_id IN ({ids})", ids);
        return Bulk.update(c, "DELETE FROM task_execution WHERE execution_id IN ({ids})", ids);
    }
}

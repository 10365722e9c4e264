package dev.taskhost.store.jdbc;

import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The column {@code task.status}, within the caller's transaction. Its unique key with {@code task_key} makes a move
 * impossible while another row of the same key bears the new status; such rows keep the old one and are named.
 *
 * <p>{@code update_at} stays as it is: it tells when somebody last changed the row, which is what the watch looks for.
 */
final class Statuses {
    static final String READY = "ready";
    static final String DOING = "doing";

    private static final String MOVE =
            "UPDATE task SET status = ?, update_at = update_at WHERE status = ? AND id IN ({ids})";

    private Statuses() {}

    /**
     * A locked task.
     *
     * @param status as it stands
     */
    record State(String status, boolean valid) {}

    /** Locks tasks in id order; rows that are gone are missing from the answer. */
    static Map<Integer, State> lock(Connection c, Collection<Integer> taskIds) throws SQLException {
        Map<Integer, State> found = HashMap.newHashMap(taskIds.size());
        Bulk.select(
                c,
                "SELECT id, status, is_valid FROM task WHERE id IN ({ids}) ORDER BY id FOR UPDATE",
                new TreeSet<>(taskIds),
                r -> found.put(r.getInt(1), new State(String.valueOf(r.getString(2)), r.getInt(3) != 0)));
        return found;
    }

    /**
     * Moves the status of those that bear {@code from}.
     *
     * @return the tasks that had to keep it
     */
    static Set<Integer> move(Connection c, Collection<Integer> taskIds, String from, String to) throws SQLException {
        TreeSet<Integer> ordered = new TreeSet<>(taskIds);
        try {
            Bulk.update(c, MOVE, ordered, to, from);
            return Set.of();
        } catch (SQLException e) {
            rethrowUnlessDuplicate(e);
            return moveEach(c, ordered, from, to);
        }
    }

    /** A failed statement undoes only itself, in InnoDB and in H2, so the transaction goes on. */
    private static Set<Integer> moveEach(Connection c, Set<Integer> ordered, String from, String to)
            throws SQLException {
        Set<Integer> kept = new HashSet<>();
        for (Integer id : ordered) {
            try {
                Bulk.update(c, MOVE, Set.of(id), to, from);
            } catch (SQLException e) {
                rethrowUnlessDuplicate(e);
                kept.add(id);
            }
        }
        return kept;
    }

    private static void rethrowUnlessDuplicate(SQLException e) throws SQLException {
        if (Failure.of(e) != Failure.DUPLICATE) {
            throw e;
        }
    }
}

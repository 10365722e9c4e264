package dev.taskhost.store.jdbc;

import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes an execution's hold off its task: {@code doing→ready}, and the schedule names no execution any more. */
final class Freeing {
    private Freeing() {}

    /** Frees tasks whose schedule rows the caller has locked. */
    static void free(Connection c, List<Slot> held) throws SQLException {
        if (held.isEmpty()) {
            return;
        }
        List<Integer> taskIds = held.stream().map(slot -> slot.row().taskId()).toList();
        Set<Integer> kept = Statuses.move(c, taskIds, Statuses.DOING, Statuses.READY);
        List<Integer> clean = new ArrayList<>(taskIds);
        clean.removeAll(kept);
        release(c, clean, false);
        release(c, List.copyOf(kept), true);
        dropForgotten(c, held);
    }

    private static void release(Connection c, List<Integer> taskIds, boolean statusHeld) throws SQLException {
        Bulk.update(
                c,
                "UPDATE task_schedule SET execution_id = NULL, status_held = ? WHERE task_id IN ({ids})",
                taskIds,
                statusHeld ? 1 : 0);
    }

    /** A task deleted while it ran kept its schedule row so long, see {@link Planning#forget}. */
    private static void dropForgotten(Connection c, List<Slot> held) throws SQLException {
        List<Integer> forgotten = held.stream()
                .filter(slot -> slot.row().fingerprint().isEmpty())
                .map(slot -> slot.row().taskId())
                .toList();
        Bulk.update(
                c,
                "DELETE FROM task_schedule WHERE task_id IN ({ids}) AND NOT EXISTS"
                        + " (SELECT 1 FROM task t WHERE t.id = task_schedule.task_id)",
                forgotten);
    }
}

package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code task_queue}, within the caller's transaction. Its locks come after those of schedules and tasks; its
 * unique key (task_id, fire_at, attempt) is that of {@code task_execution}.
 */
final class QueueRows {
    private static final String INSERT =
            "INSERT INTO task_queue (task_id, fire_at, attempt, due_at, cause) VALUES {rows}";
    private static final int TRIES = 1_000;

    private QueueRows() {}

    /**
     * Puts entries in. One that serves a fire time and is there already stays as it is; one that was asked for at some
     * millisecond, as another was, moves on by a millisecond.
     */
    static void insert(Connection c, Collection<NewEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        List<NewEntry> ordered = entries.stream()
                .sorted(Comparator.comparingInt(NewEntry::taskId).thenComparingLong(NewEntry::fireAt))
                .toList();
        try {
            List<@Nullable Object[]> rows = new ArrayList<>();
            ordered.forEach(entry -> rows.add(row(entry, entry.fireAt())));
            Bulk.insert(c, INSERT, rows);
        } catch (SQLException e) {
            rethrowUnlessDuplicate(e);
            for (NewEntry entry : ordered) {
                insertOne(c, entry);
            }
        }
    }

    /** Takes entries out. Answers how many were there. */
    static int delete(Connection c, Collection<Long> ids) throws SQLException {
        return Bulk.update(c, "DELETE FROM task_queue WHERE id IN ({ids})", ids);
    }

    /** Whether an entry stands for an instant that nobody planned, so that the next millisecond does as well. */
    static boolean isMovable(Cause cause) {
        return cause == Cause.NEXT || cause == Cause.FIRE;
    }

    private static void insertOne(Connection c, NewEntry entry) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            try {
                List<@Nullable Object[]> rows = new ArrayList<>();
                rows.add(row(entry, entry.fireAt() + i));
                Bulk.insert(c, INSERT, rows);
                return;
            } catch (SQLException e) {
                rethrowUnlessDuplicate(e);
                if (!isMovable(entry.cause())) {
                    return;
                }
            }
        }
        throw new SQLException("no free millisecond after " + entry.fireAt() + " for task " + entry.taskId());
    }

    private static @Nullable Object[] row(NewEntry entry, long fireAt) {
        return new Object[] {
            entry.taskId(),
            fireAt,
            entry.attempt(),
            entry.dueAt(),
            entry.cause().word()
        };
    }

    private static void rethrowUnlessDuplicate(SQLException e) throws SQLException {
        if (Failure.of(e) != Failure.DUPLICATE) {
            throw e;
        }
    }
}

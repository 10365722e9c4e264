package dev.taskhost.store.jdbc;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code task_occurrence}, written in the transaction of what they tell of, so that none is lost and none is made
 * up. A batch in which nothing went wrong costs no statement.
 */
final class OccurrenceRows {
    private static final String INSERT =
            "INSERT INTO task_occurrence (task_id, execution_id, event, happened_at) VALUES {rows}";

    private OccurrenceRows() {}

    /** Of executions that ended; one that is tried again is not told of yet. */
    static void ofEnds(Write w, Collection<End> ends) throws SQLException {
        if (!w.noted()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (End end : ends) {
            boolean again = end.follows().stream().anyMatch(entry -> entry.cause() == Cause.RETRY);
            Optional<NoticeEvent> event = again ? Optional.empty() : eventOf(end.status());
            event.ifPresent(e -> rows.add(row(end.taskId(), end.executionId(), e, end.endedAt())));
        }
        Bulk.insert(w.c(), INSERT, rows);
    }

    /** Of rows that were inserted with a final status. */
    static void ofRows(Write w, List<Executions.NewRow> inserted, List<Long> ids) throws SQLException {
        if (!w.noted()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < inserted.size(); i++) {
            Executions.NewRow row = inserted.get(i);
            long id = ids.get(i);
            long at = row.status() == Status.SKIPPED && row.fireAt() != null ? row.fireAt() : w.now();
            eventOf(row.status()).ifPresent(event -> rows.add(row(row.taskId(), id, event, at)));
        }
        Bulk.insert(w.c(), INSERT, rows);
    }

    /** Of executions that were declared lost. */
    static void ofLost(Connection c, Collection<Long> executionIds, long now) throws SQLException {
        Bulk.update(
                c,
                "INSERT INTO task_occurrence (task_id, execution_id, event, happened_at)"
                        + " SELECT task_id, id, ?, ? FROM execute_task WHERE id IN ({ids})",
                executionIds,
                NoticeEvent.LOST.word(),
                now);
    }

    private static Optional<NoticeEvent> eventOf(Status status) {
        return switch (status) {
            case FAIL -> Optional.of(NoticeEvent.FAILED);
            case TIMEOUT -> Optional.of(NoticeEvent.TIMEOUT);
            case LOST -> Optional.of(NoticeEvent.LOST);
            case REJECTED -> Optional.of(NoticeEvent.REJECTED);
            case MISSED -> Optional.of(NoticeEvent.MISSED);
            case SKIPPED -> Optional.of(NoticeEvent.SKIPPED);
            case TODO, SUCCESS, CANCELLED -> Optional.empty();
        };
    }

    private static @Nullable Object[] row(int taskId, long executionId, NoticeEvent event, long at) {
        return new Object[] {taskId, executionId, event.word(), at};
    }
}

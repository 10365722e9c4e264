package dev.taskhost.store.jdbc;

import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.notice.Outbox.NewNotice;
import dev.taskhost.store.sql.Bulk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** New rows of {@code task_notice}, within the caller's transaction. */
final class NoticeRows {
    private NoticeRows() {}

    static void insert(Connection c, List<NewNotice> notices) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (NewNotice notice : notices) {
            rows.add(new Object[] {
                notice.sender(),
                notice.taskId(),
                notice.event().word(),
                "waiting",
                notice.urgent() ? 1 : 0,
                notice.createdAt(),
                notice.createdAt(),
                notice.body()
            });
        }
        Bulk.insert(
                c,
                "INSERT INTO task_notice (sender, task_id, event, state, urgent, created_at, due_at, body) VALUES {rows}",
                rows);
    }

    /** What a column says; the hosts wrote it, so another word is an error. */
    static NoticeEvent event(String word) throws SQLException {
        return NoticeEvent.of(word)
                .orElseThrow(() -> new SQLException("a table of notices has the event " + word
                        + ", which this version does not know; is a newer taskhost on the same database?"));
    }
}

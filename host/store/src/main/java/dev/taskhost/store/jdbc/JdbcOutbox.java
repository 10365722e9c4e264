package dev.taskhost.store.jdbc;

import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.notice.Outbox;
import dev.taskhost.store.sql.Bulk;
import dev.taskhost.store.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Notices on their way: {@code task_notice}. Thread-safe. */
public final class JdbcOutbox implements Outbox {
    /** Of the column {@code error}. */
    private static final int MOST_ERROR = 1_000;

    private static final String FREE = "state = 'waiting' AND claimed_until <= ?";

    private final Database database;

    /** Takes the database whose table it is. */
    public JdbcOutbox(Database database) {
        this.database = database;
    }

    @Override
    public void add(List<NewNotice> notices) {
        database.write("put notices down", c -> {
            NoticeRows.insert(c, notices);
            return notices.size();
        });
    }

    @Override
    public List<String> waitingFor() {
        return database.run(
                "read who waits for notices",
                c -> Bulk.query(
                        c, "SELECT DISTINCT sender FROM task_notice WHERE state = 'waiting'", r -> r.getString(1)));
    }

    @Override
    public List<Due> due(String sender, long now, int most) {
        return database.run(
                "read due notices",
                c -> Bulk.query(
                        c,
                        "SELECT id, urgent, together FROM task_notice WHERE sender = ? AND due_at <= ? AND " + FREE
                                + " ORDER BY id LIMIT ?",
                        r -> new Due(r.getLong(1), r.getInt(2) != 0, r.getInt(3) != 0),
                        sender,
                        now,
                        now,
                        most));
    }

    @Override
    public Traffic traffic(String sender, long since) {
        return database.run(
                "count sent notices",
                c -> Bulk.query(
                                c,
                                "SELECT COUNT(DISTINCT claim), COUNT(*), MIN(sent_at) FROM task_notice"
                                        + " WHERE sender = ? AND sent_at > ?",
                                r -> new Traffic(r.getInt(1), r.getInt(2), Bulk.longOrNull(r, 3)),
                                sender,
                                since)
                        .getFirst());
    }

    @Override
    public void holdTogether(Collection<Long> ids, long dueAt) {
        database.write(
                "hold notices",
                c -> Bulk.update(
                        c,
                        "UPDATE task_notice SET due_at = ?, together = 1 WHERE state = 'waiting' AND id IN ({ids})",
                        ids,
                        dueAt));
    }

    @Override
    public Claimed claim(Collection<Long> ids, String claim, long now, long until, int bodies) {
        return database.write("claim notices", c -> {
            Bulk.update(
                    c,
                    "UPDATE task_notice SET claim = ?, claimed_until = ? WHERE " + FREE + " AND id IN ({ids})",
                    ids,
                    claim,
                    until,
                    now);
            return read(c, claim, bodies);
        });
    }

    private static Claimed read(Connection c, String claim, int most) throws SQLException {
        Map<NoticeEvent, Integer> counts = new EnumMap<>(NoticeEvent.class);
        List<Integer> tries = new ArrayList<>();
        Bulk.query(
                c,
                "SELECT event, COUNT(*), MAX(tries) FROM task_notice WHERE claim = ? GROUP BY event",
                r -> {
                    counts.put(NoticeRows.event(r.getString(1)), r.getInt(2));
                    return tries.add(r.getInt(3));
                },
                claim);
        List<String> bodies = Bulk.query(
                c,
                "SELECT body FROM task_notice WHERE claim = ? ORDER BY id LIMIT ?",
                r -> r.getString(1),
                claim,
                most);
        return new Claimed(
                counts, bodies, tries.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    @Override
    public boolean sent(String claim, long now) {
        return database.write(
                        "record sent notices",
                        c -> Bulk.execute(
                                c,
                                "UPDATE task_notice SET state = 'sent', sent_at = ?, error = NULL WHERE claim = ?",
                                now,
                                claim))
                > 0;
    }

    @Override
    public void failed(String claim, long dueAt, String error) {
        database.write(
                "record notices that could not be sent",
                c -> Bulk.execute(
                        c,
                        "UPDATE task_notice SET tries = tries + 1, due_at = ?, together = 1, error = ?, claim = NULL,"
                                + " claimed_until = 0 WHERE state = 'waiting' AND claim = ?",
                        dueAt,
                        clip(error),
                        claim));
    }

    @Override
    public int giveUp(String claim, long createdBefore, String error) {
        return database.write(
                "give up notices",
                c -> Bulk.execute(
                        c,
                        "UPDATE task_notice SET state = 'given_up', tries = tries + 1, error = ?"
                                + " WHERE state = 'waiting' AND claim = ? AND created_at < ?",
                        clip(error),
                        claim,
                        createdBefore));
    }

    @Override
    public int giveUpAll(String sender, String error) {
        return database.write(
                "give up notices",
                c -> Bulk.execute(
                        c,
                        "UPDATE task_notice SET state = 'given_up', error = ? WHERE state = 'waiting' AND sender = ?",
                        clip(error),
                        sender));
    }

    @Override
    public int prune(long createdBefore, int most) {
        return database.write("remove old notices", c -> {
            List<Long> ids = Bulk.query(
                    c,
                    "SELECT id FROM task_notice WHERE state IN ('sent', 'given_up') AND created_at < ? LIMIT ?",
                    r -> r.getLong(1),
                    createdBefore,
                    most);
            return Bulk.update(c, "DELETE FROM task_notice WHERE id IN ({ids})", ids);
        });
    }

    @Override
    public List<Waiting> waiting(int most) {
        return database.run(
                "list waiting notices",
                c -> Bulk.query(
                        c,
                        "SELECT id, sender, task_id, event, created_at, due_at, tries, error FROM task_notice"
                                + " WHERE state = 'waiting' ORDER BY created_at, id LIMIT ?",
                        r -> new Waiting(
                                r.getLong(1),
                                r.getString(2),
                                r.getInt(3),
                                NoticeRows.event(r.getString(4)),
                                r.getLong(5),
                                r.getLong(6),
                                r.getInt(7),
                                r.getString(8)),
                        most));
    }

    private static String clip(String error) {
        return error.length() <= MOST_ERROR ? error : error.substring(0, MOST_ERROR);
    }
}

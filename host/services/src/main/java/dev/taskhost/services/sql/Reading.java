package dev.taskhost.services.sql;

import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;

/**
 * The rows of one result, handed out in batches. They come from the server as they are asked for; when the connection is wanted for
 * something else before that, the rest is read into memory. Used under its session's lock.
 */
final class Reading {
    /** Characters of a batch from which on it is handed out. */
    private static final int BATCH_CHARS = 256 * 1024;

    /** Characters kept in memory for one result at most. */
    private static final long MOST_KEPT = 64L << 20;

    private final long handle;
    private final ResultSet rows;
    private final Columns columns;
    private final Deque<String> kept = new ArrayDeque<>();
    private long keptChars;
    private long count;
    private boolean ended;

    Reading(long handle, ResultSet rows) throws SQLException {
        this.handle = handle;
        this.rows = rows;
        this.columns = Columns.of(rows);
    }

    long handle() {
        return handle;
    }

    void describe(StringBuilder out) {
        columns.describe(out);
    }

    /** Whether the server has sent all of it. */
    boolean isEnded() {
        return ended;
    }

    /** Whether nothing is left to hand out. */
    boolean isOver() {
        return ended && kept.isEmpty();
    }

    /** How many rows the server has sent by now. */
    long count() {
        return count;
    }

    /** The next rows as a list in JSON. */
    String batch() throws SQLException {
        if (!kept.isEmpty()) {
            return kept.remove();
        }
        if (ended) {
            throw new NoSuchElementException("the result is at its end");
        }
        return read();
    }

    private String read() throws SQLException {
        StringBuilder out = new StringBuilder(1024).append('[');
        int here = 0;
        while (here < SqlSession.ROWS && out.length() < BATCH_CHARS) {
            if (!rows.next()) {
                ended = true;
                break;
            }
            if (here > 0) {
                out.append(',');
            }
            columns.row(rows, out);
            here++;
        }
        count += here;
        return out.append(']').toString();
    }

    /** Reads what the server has left into memory. */
    void keepRest() throws SQLException, ServiceException {
        while (!ended) {
            String batch = read();
            keptChars += batch.length();
            if (keptChars > MOST_KEPT) {
                throw new ServiceException(
                        ServiceException.INTERFACE,
                        "a result of over " + (MOST_KEPT >> 20)
                                + " MB is still being read on this connection, too much to"
                                + " keep in memory while another statement runs. Read it to its end or close its cursor"
                                + " first, or use a second connection for the other statement.");
            }
            kept.add(batch);
        }
    }

    /** Reads what the server has left and forgets it. */
    void skipRest() throws SQLException {
        kept.clear();
        while (!ended) {
            ended = !rows.next();
        }
    }
}

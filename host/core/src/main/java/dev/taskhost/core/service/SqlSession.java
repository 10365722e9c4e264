package dev.taskhost.core.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A session with a MySQL or MariaDB, for one execution. What is asked of it is done one after the other, on threads of the
 * host's: a caller that waits for an answer can be interrupted. Every answer is a text of JSON, or the future completes with a
 * {@link ServiceException}. Thread-safe.
 *
 * <p>The answer to a statement is an object: {@code n} rows affected or found (-1: not known yet), {@code id} the last insert id,
 * {@code f} the server's status flags, {@code c} columns (absent: no result set), each {@code [name, type, kind, length, scale,
 * nullable, table]} with the protocol's type number and a kind as in {@code r}, {@code r} rows, {@code h} a handle for {@link #fetch}
 * while there are more rows (0: these were all), {@code m} whether another result follows. A value is {@code null}, or as
 * its column's kind says: {@code n} an integer, {@code l} one of 64 bits, which is a text where it has over 15 digits, {@code f} a number with a point or an exponent, {@code s} a text, {@code b} bytes as a
 * text of the characters 0 to 255, {@code t} the server's own text of a decimal, a date or a time, {@code i} that of an integer.
 */
public interface SqlSession {
    /** The rows of an answer at most, {@code h} tells where there are more. */
    int ROWS = 1_000;

    /** Executes one statement. */
    CompletableFuture<String> execute(String sql);

    /** As {@link #execute}; afterwards the session is closed, as soon as its rows are fetched, unless the statement leaves something open. */
    CompletableFuture<String> executeOnce(String sql);

    /** Executes statements that have no result sets in one round trip; the answer's {@code n} is the sum. */
    CompletableFuture<String> executeAll(List<String> statements);

    /** More rows: {@code r}, {@code h}, {@code n}, {@code m} as above. */
    CompletableFuture<String> fetch(long handle);

    /** The rows of that handle are not wanted any more. */
    CompletableFuture<String> free(long handle);

    /** The next result of the last statement, as {@link #execute}; an object without members when there is none. */
    CompletableFuture<String> next();

    /** Whether the server answers: its version and the connection's number, {@code {"version": …, "thread": …}}. Connects. */
    CompletableFuture<String> ping();

    /** Takes over or ends a connection that was lost: the next statement gets another one. Answers {@code {}}. */
    CompletableFuture<String> forget();

    /** Rolls back and gives the connection back. The session can go on with another one. Answers {@code {}}. */
    CompletableFuture<String> close();

    /** Whether it was closed by itself, after {@link #executeOnce}; nothing is to be asked of it any more. */
    boolean isClosed();

    /** Ends what is being executed now, on the server too; from any thread, at once. */
    void cancel();
}

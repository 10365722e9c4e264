package dev.taskhost.app.child;

import dev.taskhost.core.service.SqlSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A session with a database that the host has. Thread-safe. */
final class RemoteSql implements SqlSession {
    private static final String MORE = "\"h\":";

    private final RemoteLoans loans;
    private final long number;
    private volatile boolean closed;

    /**
     * @param loans of the call it belongs to
     * @param number the session's
     */
    RemoteSql(RemoteLoans loans, long number) {
        this.loans = loans;
        this.number = number;
    }

    private CompletableFuture<String> ask(String operation, String... texts) {
        return loans.ask(number, operation, List.of(texts));
    }

    @Override
    public CompletableFuture<String> execute(String sql) {
        return ask("execute", sql);
    }

    /** {@inheritDoc} What such a statement leaves open is closed by the host with the call's end; it is not asked again either. */
    @Override
    public CompletableFuture<String> executeOnce(String sql) {
        return ask("once", sql).whenComplete((answer, refused) -> {
            if (refused != null || isWhole(answer)) {
                closed = true;
                loans.forget(number);
            }
        });
    }

    /** Whether there are no more rows to fetch. What is in quotes in a row has them escaped. */
    private static boolean isWhole(String answer) {
        int more = answer.lastIndexOf(MORE);
        return more < 0 || answer.startsWith("0", more + MORE.length());
    }

    @Override
    public CompletableFuture<String> executeAll(List<String> statements) {
        return loans.ask(number, "all", statements);
    }

    @Override
    public CompletableFuture<String> fetch(long handle) {
        return ask("fetch", Long.toString(handle));
    }

    @Override
    public CompletableFuture<String> free(long handle) {
        return ask("free", Long.toString(handle));
    }

    @Override
    public CompletableFuture<String> next() {
        return ask("next");
    }

    @Override
    public CompletableFuture<String> ping() {
        return ask("ping");
    }

    @Override
    public CompletableFuture<String> forget() {
        return ask("forget");
    }

    @Override
    public CompletableFuture<String> close() {
        return ask("close");
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void cancel() {
        loans.abandon(number);
    }
}

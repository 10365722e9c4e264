package dev.taskhost.services.sql;

import dev.taskhost.core.service.Borrower;

/** Whoever has a connection of a pool. Thread-safe. */
interface Holder {
    Borrower borrower();

    /** When it got its connection, by {@link System#nanoTime}. */
    long since();

    /** When its last operation ended. */
    long idleSince();

    /** Who holds it for how long, and what for. */
    String describe(long now);

    /** Gives the connection to whoever waits, if that makes no difference to this one; at once or not at all. */
    boolean lendOn();
}

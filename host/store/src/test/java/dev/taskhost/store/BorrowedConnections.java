package dev.taskhost.store;

import dev.taskhost.testkit.leaks.Counted;

/** Told to the leak check of the tests. Thread-safe. */
public final class BorrowedConnections implements Counted {
    @Override
    public String name() {
        return "borrowed connections";
    }

    @Override
    public int count() {
        return OpenedStore.borrowed();
    }
}

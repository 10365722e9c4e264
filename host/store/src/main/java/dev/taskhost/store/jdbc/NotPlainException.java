package dev.taskhost.store.jdbc;

/** A batch is not as plain as hoped: its transaction is undone, and it goes the careful way. */
final class NotPlainException extends RuntimeException {
    NotPlainException(String what) {
        super(what, null, false, false);
    }

    /** Checks that a statement met as many rows as it should have. */
    static void unless(String what, int met, int expected) {
        if (met != expected) {
            throw new NotPlainException(what + " met " + met + " of " + expected);
        }
    }
}

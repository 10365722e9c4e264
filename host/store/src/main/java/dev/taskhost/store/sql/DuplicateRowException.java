package dev.taskhost.store.sql;

import java.sql.SQLException;

/** A unique key was taken and the transaction undone; the caller decides what that means. Never leaves the store. */
public final class DuplicateRowException extends RuntimeException {
    DuplicateRowException(SQLException cause) {
        super(cause);
    }
}

package dev.taskhost.core.store;

/**
 * The database refused something that trying again will not cure: a missing right, a missing table, wrong credentials.
 * The message says what happened, why, and what to do.
 */
public class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}

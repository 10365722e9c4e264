package dev.taskhost.core.store;

/**
 * The database could not be reached or did not finish: down, restarting, a lost connection, a deadlock or lock timeout
 * that outlived the store's own retries. The same call may be made again later; every call of the store's ports is safe
 * to repeat, also when its first try was in fact committed.
 */
public final class StoreUnavailableException extends StoreException {
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

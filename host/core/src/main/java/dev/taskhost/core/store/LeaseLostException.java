package dev.taskhost.core.store;

/**
 * This host may not write any more: another process joined under its name, or the other hosts declared it dead after it
 * had fallen silent. The call changed nothing. The host must stop what it runs; it may {@link Nodes#join} again.
 */
public final class LeaseLostException extends StoreException {
    public LeaseLostException(String message) {
        super(message);
    }
}

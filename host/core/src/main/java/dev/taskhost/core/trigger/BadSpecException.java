package dev.taskhost.core.trigger;

/**
 * A row's {@code trigger} or {@code spec} cannot be read. The message is for the person who wrote the row: what is wrong,
 * where, and how to write it.
 */
public final class BadSpecException extends RuntimeException {
    public BadSpecException(String message) {
        super(message);
    }
}

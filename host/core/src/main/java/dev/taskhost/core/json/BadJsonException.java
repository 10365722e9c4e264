package dev.taskhost.core.json;

/** A text is not JSON, or not the kind of JSON that was asked for. The message says what and where. */
public final class BadJsonException extends RuntimeException {
    public BadJsonException(String message) {
        super(message);
    }
}

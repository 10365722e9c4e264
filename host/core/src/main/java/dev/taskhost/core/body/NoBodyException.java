package dev.taskhost.core.body;

/** {@code execute_func} means nothing, or more than one thing. The message is for the person who wrote the row. */
public final class NoBodyException extends RuntimeException {
    public NoBodyException(String message) {
        super(message);
    }
}

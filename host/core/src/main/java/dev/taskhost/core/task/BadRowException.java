package dev.taskhost.core.task;

/** A row cannot be run. The message is for the person who wrote it: which column, what is wrong, how to write it. */
public final class BadRowException extends RuntimeException {
    public BadRowException(String message) {
        super(message);
    }
}

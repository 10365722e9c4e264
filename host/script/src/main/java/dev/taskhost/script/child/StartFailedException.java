package dev.taskhost.script.child;

/** There is no process to run anything. The message says what happened, why, and what to do. */
public final class StartFailedException extends Exception {
    /** With that message. */
    public StartFailedException(String message) {
        super(message);
    }
}

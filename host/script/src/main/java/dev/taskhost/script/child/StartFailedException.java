package dev.taskhost.script.child;

/** There is no CPython to run anything. The message says what happened, why, and what to do. */
final class StartFailedException extends Exception {
    StartFailedException(String message) {
        super(message);
    }
}

package dev.taskhost.plugin.call;

/** A returned value, or something in it, has no form in JSON. The message says what and where, for the task's author. */
final class NotJsonException extends Exception {
    NotJsonException(String message) {
        super(message);
    }
}

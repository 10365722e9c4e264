package dev.taskhost.script.js;

/** A name means no module; the message says what was looked for, where, and what to do. */
final class UnresolvedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnresolvedException(String message) {
        super(message);
    }
}

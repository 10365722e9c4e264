package dev.taskhost.app.scaffold;

/** A name that no body can have; the message says why, for the person who typed it. */
public final class BadNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadNameException(String message) {
        super(message);
    }
}

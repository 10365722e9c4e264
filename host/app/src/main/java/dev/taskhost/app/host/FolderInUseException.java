package dev.taskhost.app.host;

/** A folder cannot be used, or another process uses it. The message says which, why, and what to do. */
public final class FolderInUseException extends RuntimeException {
    /** Takes the message for the user. */
    public FolderInUseException(String message) {
        super(message);
    }
}

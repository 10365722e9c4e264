package dev.taskhost.services.secret;

/** A file gives no secret. The message names the file, says why, and what to do. */
public final class BadSecretFileException extends Exception {
    private static final long serialVersionUID = 1L;

    BadSecretFileException(String message) {
        super(message);
    }
}

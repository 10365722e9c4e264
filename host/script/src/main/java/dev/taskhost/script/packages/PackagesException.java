package dev.taskhost.script.packages;

/** Packages cannot be installed; the message says what happened, why, and what to do. */
public final class PackagesException extends Exception {
    private static final long serialVersionUID = 1L;

    PackagesException(String message) {
        super(message);
    }
}

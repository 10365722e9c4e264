package dev.taskhost.app.config;

/**
 * A text that must not be seen: a password, a token, an address that carries one. It prints as {@code ***}, whatever
 * prints it (a record's toString, a log line, an error message). Immutable, thread-safe.
 */
public final class Secret {
    /** No secret at all: the key was not given. */
    public static final Secret NONE = new Secret("");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Wraps a text; an empty one gives {@link #NONE}. */
    public static Secret of(String text) {
        return text.isEmpty() ? NONE : new Secret(text);
    }

    /** The text itself. Call this only where it is used, never to print it. */
    public String reveal() {
        return text;
    }

    /** Whether there is nothing to hide. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@code ***}, or {@code (none)} when empty. */
    @Override
    public String toString() {
        return text.isEmpty() ? "(none)" : "***";
    }
}

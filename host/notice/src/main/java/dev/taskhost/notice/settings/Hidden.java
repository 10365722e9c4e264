package dev.taskhost.notice.settings;

/**
 * A text that must not be seen: a token, a secret, an address that carries one. It prints as {@code ***}. Immutable.
 *
 * @param text the text itself; empty for none
 */
public record Hidden(String text) {
    /** No text. */
    public static final Hidden NONE = new Hidden("");

    /** Whether there is none. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** {@code ***}, or {@code (none)} when empty. */
    @Override
    public String toString() {
        return text.isEmpty() ? "(none)" : "***";
    }
}

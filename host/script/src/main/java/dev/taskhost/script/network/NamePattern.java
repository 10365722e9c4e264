package dev.taskhost.script.network;

import java.util.Locale;
import java.util.Optional;

/**
 * A host's name, or all names below one. Small letters, no dot at the end.
 *
 * @param name the name, without {@code *.}
 * @param below whether it means the names below it, at any depth, and not itself
 */
record NamePattern(String name, boolean below) {
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?";

    /** Reads {@code api.example.com} or {@code *.example.com}; empty for what is neither. */
    static Optional<NamePattern> of(String text) {
        boolean below = text.startsWith("*.");
        String name = plain(below ? text.substring(2) : text);
        return name.matches(LABEL + "(\\." + LABEL + ")*")
                ? Optional.of(new NamePattern(name, below))
                : Optional.empty();
    }

    static String plain(String host) {
        String small = host.toLowerCase(Locale.ROOT);
        return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
    }

    /** Whether a host's name is meant. */
    boolean has(String host) {
        String plain = plain(host);
        return below ? plain.endsWith("." + name) : plain.equals(name);
    }
}

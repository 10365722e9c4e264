package dev.taskhost.app.config;

import java.util.List;

/**
 * The configuration cannot be used. The message lists every problem found, a line each, in words for the person who
 * edits the files; it never holds a secret.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * @param problems one sentence each, beginning with the file; at least one
     */
    public ConfigurationException(List<String> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, one sentence each, in the order of the files. */
    public List<String> problems() {
        return problems;
    }

    private static String message(List<String> problems) {
        if (problems.size() == 1) {
            return problems.getFirst();
        }
        return "The configuration has " + problems.size() + " problems:\n  " + String.join("\n  ", problems);
    }
}

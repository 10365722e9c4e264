package dev.taskhost.api;

import java.util.List;
import java.util.Objects;

/**
 * What a task wants told to people, see {@link TaskContext#notice(Notice)}. Immutable: each method gives a new one.
 *
 * <pre>{@code
 * context.notice(Notice.of("42 orders have no address").titled("Orders").to("ops").urgently());
 * }</pre>
 *
 * @param text what to tell; not blank. What is longer than 4,000 characters is cut
 * @param title of the message; empty: the host's own, with the task's key
 * @param to names of routes or senders; empty: whom the task's notices go to
 * @param urgent whether it is sent in quiet hours too
 */
public record Notice(String text, String title, List<String> to, boolean urgent) {
    /**
     * Checks and copies.
     *
     * @throws NullPointerException when anything is null
     * @throws IllegalArgumentException when {@code text} or one of {@code to} is blank
     */
    public Notice {
        Objects.requireNonNull(title, "title");
        if (text.isBlank()) {
            throw new IllegalArgumentException("a notice has no text; give what people are to read");
        }
        to = List.copyOf(to);
        if (to.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a notice is to a blank name; give the name of a route or a sender");
        }
    }

    /**
     * A notice to whom the task's notices go, with the host's title, not urgent.
     *
     * @param text not blank
     * @return never null
     */
    public static Notice of(String text) {
        return new Notice(text, "", List.of(), false);
    }

    /**
     * The same with a title.
     *
     * @param newTitle one line
     * @return never null
     */
    public Notice titled(String newTitle) {
        return new Notice(text, newTitle, to, urgent);
    }

    /**
     * The same to these alone.
     *
     * @param names of routes or senders of common.toml
     * @return never null
     */
    public Notice to(String... names) {
        return new Notice(text, title, List.of(names), urgent);
    }

    /**
     * The same, sent in quiet hours too.
     *
     * @return never null
     */
    public Notice urgently() {
        return new Notice(text, title, to, true);
    }
}

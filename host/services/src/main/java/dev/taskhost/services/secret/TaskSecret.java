package dev.taskhost.services.secret;

import dev.taskhost.core.text.KeyPattern;
import java.util.List;
import java.util.Optional;

/**
 * A secret of {@code [secrets]}. Immutable.
 *
 * @param value gives its text
 * @param tasks patterns of the keys of tasks that may have it, as {@link KeyPattern} reads them; empty: they are not named
 */
public record TaskSecret(SecretValue value, Optional<List<String>> tasks) {
    public TaskSecret {
        tasks = tasks.map(List::copyOf);
    }

    /** Whether it names this task. */
    boolean names(String taskKey) {
        return tasks.stream().flatMap(List::stream).anyMatch(written -> new KeyPattern(written).matches(taskKey));
    }
}

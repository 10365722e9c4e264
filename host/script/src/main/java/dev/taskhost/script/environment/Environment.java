package dev.taskhost.script.environment;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Python packages that scripts see. Immutable.
 *
 * @param lockHash SHA-256 of the {@code requirements.lock} they were installed by, 64 hex digits; empty when there is none
 * @param sitePackages where they lie; null when they are not looked for, or there are none
 */
public record Environment(String lockHash, @Nullable Path sitePackages) {
    /** No packages. */
    public static final Environment NONE = new Environment("", null);

    /** What scripts need, as a person writes it, in the scripts folder. */
    public static final String REQUIREMENTS = "requirements.txt";

    /** Which exact versions that came to, beside it. */
    public static final String LOCK = "requirements.lock";

    /** Whether there is a lock. */
    public boolean isLocked() {
        return !lockHash.isEmpty();
    }
}

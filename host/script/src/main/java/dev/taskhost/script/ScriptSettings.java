package dev.taskhost.script;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the script runtime is told by the configuration. Immutable.
 *
 * @param root the scripts folder; must exist when a {@link ScriptSource} is made
 * @param workers most workers per language, at least 1; a worker is a thread with an interpreter of its own
 * @param stopGrace how long a running body is interrupted before its thread is abandoned
 * @param loadLimit how long {@link dev.taskhost.core.body.Body#check()} lets a script's top level run
 */
public record ScriptSettings(Path root, int workers, Duration stopGrace, Duration loadLimit) {
    /** Checks that the figures make sense. */
    public ScriptSettings {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, not " + workers);
        }
        if (stopGrace.isNegative() || stopGrace.isZero() || loadLimit.isNegative() || loadLimit.isZero()) {
            throw new IllegalArgumentException(
                    "stopGrace and loadLimit must be longer than nothing: " + stopGrace + ", " + loadLimit);
        }
    }

    /** The usual limits: 5 s for a stop, 60 s for loading a script. */
    public static ScriptSettings of(Path root, int workers) {
        return new ScriptSettings(root, workers, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }
}

package dev.taskhost.script.catalog;

import java.io.IOException;
import java.nio.file.Path;

/** A {@code package.json} is no JSON object; the message says which one, what is wrong and what to do. */
public final class BadPackageJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    BadPackageJsonException(Path file, Throwable cause) {
        super(file + " is broken: " + cause.getMessage() + "; mend it, or install its package again", cause);
    }
}

package dev.taskhost.script.catalog;

import java.util.Optional;

/** A language scripts are written in. */
public enum Language {
    /** {@code .py} */
    PYTHON("python"),
    /** {@code .js} and {@code .mjs} */
    JAVASCRIPT("js");

    private final String id;

    Language(String id) {
        this.id = id;
    }

    /** The interpreter's name for it. */
    public String id() {
        return id;
    }

    /** The language of a file by its extension; empty when the file is no script. */
    public static Optional<Language> of(String fileName) {
        if (fileName.endsWith(".py")) {
            return Optional.of(PYTHON);
        }
        return fileName.endsWith(".js") || fileName.endsWith(".mjs") ? Optional.of(JAVASCRIPT) : Optional.empty();
    }
}

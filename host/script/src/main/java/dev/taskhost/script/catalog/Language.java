package dev.taskhost.script.catalog;

import java.util.Optional;

/** A language scripts are written in. */
public enum Language {
    /** {@code .py} */
    PYTHON("python"),
    /** {@code .js}, {@code .mjs} and {@code .cjs} */
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
        boolean javaScript = fileName.endsWith(".js") || fileName.endsWith(".mjs") || fileName.endsWith(".cjs");
        return javaScript ? Optional.of(JAVASCRIPT) : Optional.empty();
    }
}

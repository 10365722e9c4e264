package dev.taskhost.script.js;

/** How a module is asked for; packages may answer differently. */
enum Way {
    IMPORT("import"),
    REQUIRE("require");

    /** What {@code exports} in a package.json calls it. */
    final String condition;

    Way(String condition) {
        this.condition = condition;
    }
}

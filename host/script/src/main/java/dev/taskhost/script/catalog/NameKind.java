package dev.taskhost.script.catalog;

/** How a script comes by a top-level name, the likeliest task first. */
public enum NameKind {
    /** {@code def}, {@code async def}, {@code function}: a body to all appearances. */
    FUNCTION,
    /** A class or an assigned value: callable or not, only loading the file tells. */
    VALUE,
    /** Brought in from elsewhere, so another file defines it. */
    IMPORTED
}

package dev.taskhost.notice.message;

/** A piece of a message; each sender writes it in its own markup. */
public sealed interface Part {
    /** A name and its value, on one line. */
    record Field(String label, String value) implements Part {}

    /** Some lines as they are: an error. */
    record Quote(String text) implements Part {}

    /** One of several things, on one line. */
    record Item(String head, String rest) implements Part {}

    /** An address to go to. */
    record Link(String label, String url) implements Part {}

    /** A sentence. */
    record Note(String text) implements Part {}
}

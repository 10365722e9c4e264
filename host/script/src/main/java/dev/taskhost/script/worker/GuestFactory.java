package dev.taskhost.script.worker;

import dev.taskhost.script.catalog.Language;

/** Opens interpreters of one language. Thread-safe. */
public interface GuestFactory {
    /** The language of its interpreters. */
    Language language();

    /**
     * Opens an interpreter, warm enough for a call. Takes from a quarter of a second to seconds.
     *
     * @param output where it prints to
     * @param waiting its worker, for bodies that wait
     */
    Guest open(Output output, Waiting waiting);
}

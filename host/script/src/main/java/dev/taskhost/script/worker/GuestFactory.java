package dev.taskhost.script.worker;

import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;

/** Opens interpreters of one language. Thread-safe. */
public interface GuestFactory {
    /** The language of its interpreters. */
    Language language();

    /** Whether opening one takes so long that it is worth while to have one open before it is needed. */
    boolean opensSlowly();

    /**
     * Opens an interpreter, warm enough for a call. Takes from a quarter of a second to seconds.
     *
     * @param generation the scripts it sees as long as it lives
     * @param output where it prints to
     * @param waiting its worker, for bodies that wait
     */
    Guest open(Generation generation, Output output, Waiting waiting);
}

package dev.taskhost.script.worker;

import java.util.List;
import java.util.Optional;

/**
 * Tells for whom a thread works that is inside an interpreter: of the worker's own the stage knows it, of others the language. Only
 * who is in that interpreter can be told, whatever a body does. Thread-safe.
 */
record Whose(Thread worker, Stage stage, Slot slot, Present present) {
    /** For whom this thread works; empty when it is for nobody, or that is not known. */
    Optional<Work> known() {
        return present.find(id());
    }

    /**
     * As {@link #known}; where it is not, it is whoever is on, or the only one who waits: a thread of a pool that a script shares
     * among its bodies works for them still when the one has ended that had started it. 0 when it is nobody's.
     */
    long guessed() {
        return known().map(Work::id).orElseGet(this::likely);
    }

    private long id() {
        if (Thread.currentThread().equals(worker)) {
            return stage.id();
        }
        Guest open = slot.get();
        return open == null ? 0 : open.ofThread();
    }

    private long likely() {
        long on = stage.id();
        List<Work> waiting = present.waiting();
        return on == 0 && waiting.size() == 1 ? waiting.getFirst().id() : on;
    }
}

package dev.taskhost.script.worker;

import dev.taskhost.script.access.Tenant;
import java.util.Optional;

/**
 * Tells who is on in an interpreter. Only who is in that interpreter can be told, whatever a body does. Thread-safe.
 *
 * @param worker the thread whose steps the stage knows; of others the interpreter says for whom they work
 */
record Tenants(Thread worker, Interpreter interpreter) {
    /** Whoever this thread is at work for; empty when it is for nobody, or that is not known. */
    Optional<Tenant> current() {
        return interpreter.find(id()).map(Work::tenant);
    }

    private long id() {
        if (Thread.currentThread().equals(worker)) {
            return interpreter.stage().id();
        }
        Guest open = interpreter.slot().get();
        return open == null ? 0 : open.ofThread();
    }
}

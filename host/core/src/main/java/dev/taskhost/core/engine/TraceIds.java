package dev.taskhost.core.engine;

/** Makes trace ids: 32 hex digits, unique. Thread-safe. */
@FunctionalInterface
public interface TraceIds {
    String next();

    /** Random ones (UUID version 4, without dashes). */
    static TraceIds random() {
        return () -> java.util.UUID.randomUUID().toString().replace("-", "");
    }
}

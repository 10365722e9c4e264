package dev.taskhost.services.sql;

import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sql_mode that connections of a pool have been given, so that it is set only where another one is wanted: peewee wants its own, and
 * in coroutines takes a connection for each query. Thread-safe.
 */
final class Modes {
    private final Map<Connection, String> given = Collections.synchronizedMap(new WeakHashMap<>());

    /** Whether a connection, the driver's, is in that mode; null stands for the server's. */
    boolean has(Connection driver, @Nullable String mode) {
        return Objects.equals(given.get(driver), mode);
    }

    /** It is in that mode now; null stands for the server's. */
    void note(Connection driver, @Nullable String mode) {
        if (mode == null) {
            given.remove(driver);
        } else {
            given.put(driver, mode);
        }
    }

    /** The statement that brings a connection into that mode. */
    static String statement(@Nullable String mode) {
        return "SET SESSION sql_mode = " + (mode == null ? "@@GLOBAL.sql_mode" : "'" + mode.replace("'", "''") + "'");
    }
}

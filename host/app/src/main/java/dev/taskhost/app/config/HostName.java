package dev.taskhost.app.config;

import java.util.regex.Pattern;

/** Keys that hold a host name or an address without a port. Stateless. */
final class HostName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");
    private static final Pattern IP6 =
            Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?");
    private static final String EXPECTED = "a host name or address alone, without http:// and without a port";

    private HostName() {}

    static String required(Table table, String key) {
        if (!table.has(key)) {
            return table.required(key, "127.0.0.1");
        }
        return optional(table, key, "");
    }

    static String optional(Table table, String key, String fallback) {
        return table.text(
                key,
                fallback,
                EXPECTED,
                t -> NAME.matcher(t).matches() || IP6.matcher(t).matches());
    }
}

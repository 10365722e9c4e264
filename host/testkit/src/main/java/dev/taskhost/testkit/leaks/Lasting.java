package dev.taskhost.testkit.leaks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a fixture shares among all test classes of the JVM, because it costs too much to be made for each. It is closed when the
 * last class is through; until then what bears one of its names is not held against a class. Thread-safe.
 */
public final class Lasting {
    private static final List<Lasting> ALL = new ArrayList<>();

    private final Runnable close;
    private final List<String> names;

    private Lasting(Runnable close, List<String> names) {
        this.close = close;
        this.names = names;
    }

    /**
     * Keeps it until the end.
     *
     * @param close ends it
     * @param names what lines about it begin with, such as {@code thread script-} or {@code process mariadbd}
     */
    public static synchronized void keep(Runnable close, String... names) {
        ALL.add(new Lasting(close, List.of(names)));
    }

    static synchronized boolean covers(String line) {
        return ALL.stream().anyMatch(lasting -> lasting.names.stream().anyMatch(line::startsWith));
    }

    /** Closes all, what came last first. */
    static synchronized void closeAll() {
        while (!ALL.isEmpty()) {
            ALL.removeLast().close.run();
        }
    }
}

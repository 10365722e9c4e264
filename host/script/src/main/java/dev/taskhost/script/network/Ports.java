package dev.taskhost.script.network;

import java.util.Optional;

/**
 * The ports of an entry.
 *
 * @param only the one; 0 for any
 */
record Ports(int only) {
    private static final int MOST = 65_535;
    private static final Ports ANY = new Ports(0);

    static Ports any() {
        return ANY;
    }

    /** {@code *} or a number from 1 to 65535; empty for anything else. */
    static Optional<Ports> of(String text) {
        if (text.equals("*")) {
            return Optional.of(ANY);
        }
        if (!text.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= MOST ? Optional.of(new Ports(port)) : Optional.empty();
    }

    boolean has(int port) {
        return only == 0 || only == port;
    }
}

package dev.taskhost.script.child;

import dev.taskhost.core.body.BodyOutput;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines a process has printed outside of calls: when it does not start, they say why. Thread-safe. */
final class Recent implements BodyOutput {
    private static final int LINES = 10;

    private final Deque<String> lines = new ArrayDeque<>();

    @Override
    public synchronized void line(boolean error, String line) {
        lines.add(line);
        if (lines.size() > LINES) {
            lines.remove();
        }
    }

    /** One below the other. */
    synchronized String text() {
        return String.join("\n", lines);
    }
}

package dev.taskhost.core.output;

import dev.taskhost.core.store.Outputs.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Lines that wait to be stored, oldest first. Confined to its execution's lock. */
final class Lines {
    /** What a line takes beside its text, roughly: a flood of empty ones must not pass for nothing. */
    private static final int OBJECTS = 64;

    private final HeldBytes held;
    private final boolean half;
    private final Deque<Line> lines = new ArrayDeque<>(1); // most executions print little or nothing;
    private long bytes;
    private long memory;

    /**
     * @param half whether the other half of the memory is left to others
     */
    Lines(HeldBytes held, boolean half) {
        this.held = held;
        this.half = half;
    }

    /** What a line takes in the database, its line break included. */
    static long bytes(Line line) {
        return Utf8.bytes(line.text()) + 1;
    }

    private static long memory(Line line) {
        return bytes(line) + OBJECTS;
    }

    /** What all of them take in the database. */
    long bytes() {
        return bytes;
    }

    /** What all of them take in memory. */
    long memory() {
        return memory;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Adds a line; false when there is no memory for it. */
    boolean add(Line line) {
        if (!(half ? held.takeOfHalf(memory(line)) : held.take(memory(line)))) {
            return false;
        }
        lines.add(line);
        count(line, 1);
        return true;
    }

    /** Takes the oldest line away; answers its bytes. */
    long drop() {
        Line line = lines.remove();
        held.give(memory(line));
        count(line, -1);
        return bytes(line);
    }

    /** Takes away the oldest lines, up to so many bytes but one at least; their memory stays taken from the common one. */
    List<Line> take(long most) {
        List<Line> taken = new ArrayList<>();
        long left = most;
        while (!lines.isEmpty() && (taken.isEmpty() || bytes(lines.element()) <= left)) {
            Line line = lines.remove();
            left -= bytes(line);
            count(line, -1);
            taken.add(line);
        }
        return taken;
    }

    private void count(Line line, int sign) {
        bytes += sign * bytes(line);
        memory += sign * memory(line);
    }
}

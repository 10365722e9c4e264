package dev.taskhost.core.output;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the output of all executions may take while it is not stored: the database may be away for long. Thread-safe. */
final class HeldBytes {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    HeldBytes(long most) {
        this.most = most;
    }

    /** Takes so many bytes; false, and nothing is taken, when there are not so many left. */
    boolean take(long bytes) {
        return take(bytes, most);
    }

    /** The same, but as if there were only half as much: the other half is left to others. */
    boolean takeOfHalf(long bytes) {
        return take(bytes, most / 2);
    }

    private boolean take(long bytes, long limit) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    /** Gives back what was taken. */
    void give(long bytes) {
        held.addAndGet(-bytes);
    }

    /** What is taken now. */
    long now() {
        return held.get();
    }
}

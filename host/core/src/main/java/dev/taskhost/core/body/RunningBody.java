package dev.taskhost.core.body;

/** A call under way (or still queued for a worker). Thread-safe. */
public interface RunningBody {
    /**
     * Asks the body to stop: a queued call never starts, a running one is interrupted inside its interpreter. Returns at
     * once; the result comes to the listener as usual. Calling it again, or after the end, does nothing.
     */
    void stop();

    /**
     * An estimate of the bytes of heap it has allocated since it began, by its own thread and those it has started; what it
     * has let go again counts too. Threads started for several bodies that share an interpreter count for each of them.
     */
    default long allocatedBytes() {
        return 0;
    }

    /** What it runs on, for a person: {@code scripts 12 3fa9c1d2}, {@code hello 1.2 9b01c2d3}; empty before it runs. */
    default String generation() {
        return "";
    }
}

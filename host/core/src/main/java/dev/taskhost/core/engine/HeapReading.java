package dev.taskhost.core.engine;

/**
 * How full this host's heap was after a garbage collection.
 *
 * @param used bytes
 * @param max bytes the heap may grow to
 * @param limit bytes in use from which on an execution is ended
 * @param full whether all of the heap was collected, so that what is used is in use; after others it may be garbage
 */
public record HeapReading(long used, long max, long limit, boolean full) {
    /** Per cent of the heap from which on it is exhausted: what remains goes in the moment in which that is noticed. */
    private static final int BRIM_PERCENT = 95;

    /** Whether more is in use than may be. */
    boolean isOver() {
        return full && used > limit;
    }

    /** Whether next to nothing is free. */
    boolean isAtBrim() {
        return full && used > Math.max(limit, max / 100 * BRIM_PERCENT);
    }

    /** As a person reads it: {@code 91 % full (233 of 256 MB)}. */
    public String text() {
        return used * 100 / max + " % full (" + megabytes(used) + " of " + megabytes(max) + " MB)";
    }

    static long megabytes(long bytes) {
        return bytes >> 20;
    }
}

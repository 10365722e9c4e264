package dev.taskhost.core.store;

/**
 * What a range of task ids looks like from afar.
 *
 * @param range its number: it holds the ids from {@code range * SIZE} to {@code range * SIZE + SIZE - 1}
 * @param rows how many tasks it has
 * @param sum of the checksums of its rows
 */
public record RangeFingerprint(int range, long rows, long sum) {
    /** How many ids a range holds; so many rows at most are read again when one of them changed. */
    public static final int SIZE = 256;

    /** The range that holds an id. */
    public static int rangeOf(int taskId) {
        return Math.floorDiv(taskId, SIZE);
    }

    /** The lowest id of a range. */
    public static int firstId(int range) {
        return range * SIZE;
    }

    /** The highest id of a range. */
    public static int lastId(int range) {
        return firstId(range) + SIZE - 1;
    }
}

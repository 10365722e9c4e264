package dev.taskhost.core.task;

/**
 * How many executions of a task are kept. What exceeds either limit is removed; of a task that is still there, the newest
 * execution always stays.
 *
 * @param rows so many executions, 0 for any number
 * @param days for so many days after they ended, 0 for ever
 */
public record Keep(int rows, int days) {
    /** Nothing is removed. */
    public static final Keep EVERYTHING = new Keep(0, 0);

    /** The most that either limit may be. */
    public static final int MOST_ROWS = 1_000_000_000;

    public static final int MOST_DAYS = 36_500;
}

package dev.taskhost.core.service;

/**
 * Whoever borrows, for the texts that say who holds what. Immutable.
 *
 * @param what a task's key, or a script's path where one is only loaded
 * @param executionId {@code execute_task.id}; 0 where there is none
 * @param traceId of the execution, also where it has no row; empty where a script is only loaded
 * @param task whether it is a call of a task, so that {@code what} is its key
 */
public record Borrower(String what, long executionId, String traceId, boolean task) {
    /** A call of a task. */
    public Borrower(String taskKey, long executionId, String traceId) {
        this(taskKey, executionId, traceId, true);
    }

    /** A script that is only loaded, for no task. */
    public static Borrower loading(String script) {
        return new Borrower(script, 0, "", false);
    }

    /** {@code report.daily (execution 42)}. */
    @Override
    public String toString() {
        return executionId == 0 ? what : what + " (execution " + executionId + ")";
    }
}

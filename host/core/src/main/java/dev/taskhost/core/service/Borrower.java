package dev.taskhost.core.service;

/**
 * Whoever borrows, for the texts that say who holds what. Immutable.
 *
 * @param what a task's key, or a script's path where one is only loaded
 * @param executionId {@code execute_task.id}; 0 where there is none
 * @param traceId of the execution, also where it has no row; empty where a script is only loaded
 */
public record Borrower(String what, long executionId, String traceId) {
    /** {@code report.daily (execution 42)}. */
    @Override
    public String toString() {
        return executionId == 0 ? what : what + " (execution " + executionId + ")";
    }
}

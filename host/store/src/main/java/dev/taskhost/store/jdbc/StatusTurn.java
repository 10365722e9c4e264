package dev.taskhost.store.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to change {@code task.status}, among the writes of this host: from before the first such statement to
 * the end of the transaction. InnoDB makes deadlocks (error 1213) of two transactions that move different rows through the
 * seed's unique key {@code (task_key, status)}; all else they do side by side. To be taken with the rows of {@code
 * task_schedule} locked and before any of {@code task} and {@code task_queue} is: who has the turn then waits for nothing
 * that the others hold. It only saves repetitions, so nobody waits for it long. Thread-safe.
 */
final class StatusTurn {
    private static final long LONGEST_SECONDS = 2;

    private final ReentrantLock lock = new ReentrantLock();

    /** Waits for the turn; goes on without it when it does not come. Once in a transaction or more often. */
    void take() {
        if (lock.isHeldByCurrentThread()) {
            return;
        }
        try {
            var _ = lock.tryLock(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The transaction has ended. */
    void over() {
        if (lock.isHeldByCurrentThread()) {
            lock.unlock();
        }
    }
}

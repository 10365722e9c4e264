package dev.taskhost.script.worker;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock, and what is done under it. Thread-safe. */
final class Guarded {
    private final ReentrantLock lock = new ReentrantLock();

    /** For waiting under the lock. */
    Condition condition() {
        return lock.newCondition();
    }

    <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}

package dev.taskhost.script.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which call an interpreter is at just now. An interrupt goes to an interpreter, not to a call: it is sent only while the
 * call it is meant for is on, which the lock keeps so. Thread-safe.
 */
final class Stage {
    /** Longer than an interrupt is tried at once; whoever does not get the lock goes on without. */
    private static final long LONGEST_MILLIS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile long id;
    private volatile long since;
    private volatile long hit;

    /** What interrupts. */
    interface Interrupt {
        void send();
    }

    /** By the worker's thread: this one is on; 0 for none. */
    void enter(long next) {
        boolean locked = lock();
        try {
            since = System.nanoTime();
            id = next;
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    private boolean lock() {
        try {
            return lock.tryLock(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Who is on; 0 for none. */
    long id() {
        return id;
    }

    /** Whether this is on. */
    boolean isOn(Work work) {
        return id == work.id();
    }

    /** Whether the same one has been on for so long. */
    boolean isHeldFor(Duration time) {
        return id != 0 && System.nanoTime() - since > time.toNanos();
    }

    /**
     * Interrupts a call if it is on.
     *
     * @return whether it was
     */
    boolean interrupt(long call, Interrupt interrupt) {
        if (id != call || !lock()) {
            return id == call;
        }
        try {
            if (id != call) {
                return false;
            }
            hit = call;
            interrupt.send();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** By the worker's thread: who was interrupted since the last time this was asked; 0 for nobody. */
    long takeHit() {
        long was = hit;
        hit = 0;
        return was;
    }
}

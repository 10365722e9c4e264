package dev.taskhost.script.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What ends the wait of a worker in whose interpreter bodies wait. Thread-safe. */
final class Bell {
    private boolean wanted;
    private boolean woken;
    private long rings;
    private long heard;

    /** The worker is wanted outside the interpreter, until {@link #clear}. */
    synchronized void ring() {
        wanted = true;
        rings++;
        notifyAll();
    }

    /** Something inside can go on. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** As {@link #wake}, for an interpreter that waits in the system as well. */
    synchronized void arrive() {
        woken = true;
        rings++;
        notifyAll();
    }

    synchronized void clear() {
        wanted = false;
    }

    /**
     * Waits for either.
     *
     * @return whether the worker is wanted; an interrupt of the thread counts, and stays
     */
    synchronized boolean await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toNanos(); left > 0 && !wanted && !woken; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        woken = false;
        return wanted;
    }

    /**
     * Waits for the next {@link #ring} or {@link #arrive}, each of which is heard once here.
     *
     * @return whether there was one; an interrupt of the thread ends the wait, and stays
     */
    synchronized boolean awaitRing(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toNanos(); left > 0 && heard == rings; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean rung = heard != rings;
        heard = rings;
        return rung;
    }
}

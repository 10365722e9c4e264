package dev.taskhost.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Real time, which is what benchmarks are made of. */
final class Times {
    private Times() {}

    static void pass(long millis) throws InterruptedException {
        if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts it down");
        }
    }

    /** Waits until something is so; false when it is not within the time. */
    static boolean await(BooleanSupplier wanted, long seconds, long lookEveryMillis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            pass(lookEveryMillis);
        }
        return true;
    }
}

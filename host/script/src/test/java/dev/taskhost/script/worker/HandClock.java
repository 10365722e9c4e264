package dev.taskhost.script.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Nothing that is scheduled comes by itself. Thread-safe. */
final class HandClock extends ScheduledThreadPoolExecutor {
    private final List<Runnable> scheduled = new ArrayList<>();

    HandClock() {
        super(0);
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        scheduled.add(command);
        return super.schedule(() -> {}, 1, TimeUnit.DAYS);
    }

    /** Does what was scheduled so far, whatever its time. */
    void runAll() {
        List<Runnable> now;
        synchronized (this) {
            now = List.copyOf(scheduled);
            scheduled.clear();
        }
        now.forEach(Runnable::run);
    }
}

package dev.taskhost.app.host;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that looks at the folders again and again. An executor keeps what its work throws to itself and never repeats
 * it; an error there, as when memory runs out, is the host's end instead. Thread-safe.
 */
final class RescanClock extends ScheduledThreadPoolExecutor {
    RescanClock() {
        super(1, Thread.ofPlatform().daemon().name("taskhost-rescan").factory());
    }

    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable thrown) {
        super.afterExecute(work, thrown);
        if (work instanceof Future<?> future
                && future.state() == Future.State.FAILED
                && future.exceptionNow() instanceof Error error) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
        }
    }
}

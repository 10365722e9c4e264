package dev.taskhost.script.child;

import dev.taskhost.script.child.PendingCall.Stood;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a call that runs, and its process. First it is asked where it stands: its second thread answers, unless C code holds the
 * interpreter; then a signal handler in C may write it down. What can end by itself, as a coroutine that waits and is cancelled, has a
 * moment to clean up. Then all is killed. Takes three quarters of a second at most, where the system is not busy. Thread-safe (no state).
 */
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
    private static final Duration ANSWER = Duration.ofMillis(300);
    private static final Duration SIGNAL = Duration.ofMillis(150);

    private Stopping() {}

    /** Blocks until that is done. */
    static void stop(PendingCall call, Child child) {
        try {
            child.write(Map.of("kind", "stop", "id", call.id()));
            Stood stood = within(
                    ANSWER,
                    CompletableFuture.anyOf(call.stood(), call.ended())
                            .thenApply(first -> call.stood().getNow(Stood.UNKNOWN)));
            if (stood == null && child.program().dumps()) {
                child.signal(SIGNAL);
            } else if (stood != null && stood.cancelled()) {
                var _ = within(child.program().cleanUp(), call.ended().thenApply(over -> Stood.UNKNOWN));
            }
        } catch (IOException e) {
            LOG.debug("A process that was to be stopped has ended already: {}", e.toString());
        }
        child.kill();
    }

    private static @Nullable Stood within(Duration most, CompletableFuture<Stood> answer) {
        try {
            return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}

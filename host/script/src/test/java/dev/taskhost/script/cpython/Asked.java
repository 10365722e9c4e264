package dev.taskhost.script.cpython;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.script.worker.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** A call under way; {@code printed} has a permit for each line it printed. */
final class Asked implements BodyOutput {
    static final String TRACE = "0123456789abcdef0123456789abcdef";

    final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    final Semaphore printed = new Semaphore(0);
    final CompletableFuture<BodyResult> result = new CompletableFuture<>();
    final RunningBody running;

    Asked(Cpython cpython, Target target, int priority, Map<String, Object> kwargs, String... args) {
        BodyCall call = new BodyCall("key", List.of(args), kwargs, 42, TRACE, this, priority, Isolation.CPYTHON);
        running = cpython.call(target, call, result::complete);
    }

    @Override
    public void line(boolean error, String line) {
        lines.add((error ? "! " : "") + line);
        printed.release();
    }

    Asked awaitLine() throws InterruptedException {
        assertThat(printed.tryAcquire(60, SECONDS)).as("a line of %s", result).isTrue();
        return this;
    }

    BodyResult end() throws Exception {
        return result.get(60, SECONDS);
    }

    /** What it returned, as JSON. */
    String json() throws Exception {
        return switch (end()) {
            case BodyResult.Returned(String json, String note) when json != null && note == null -> json;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }

    String failure() throws Exception {
        return switch (end()) {
            case BodyResult.Failed(String error) -> error;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }

    String stopped() throws Exception {
        running.stop();
        return switch (end()) {
            case BodyResult.Stopped(String error) -> error;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }
}

package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** A call under way; {@code printed} has a permit for each line it printed. Made and stopped by the test's thread. */
final class Call implements BodyOutput {
    private static final AtomicLong IDS = new AtomicLong(1_000_000);
    private static final List<Call> MADE = new ArrayList<>();

    final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    final Semaphore printed = new Semaphore(0);
    final CompletableFuture<BodyResult> result = new CompletableFuture<>();
    final RunningBody running;

    Call(String function, String key, String... args) {
        this(Isolation.SHARED, 0, function, key, args);
    }

    Call(Isolation isolation, int priority, String function, String key, String... args) {
        BodyCall call = new BodyCall(
                key, List.of(args), Map.of(), IDS.incrementAndGet(), Running.TRACE, this, priority, isolation);
        running = Running.body(function).start(call, result::complete);
        MADE.add(this);
    }

    static void stopAll() throws Exception {
        for (Call call : MADE) {
            call.stopped();
        }
        MADE.clear();
    }

    @Override
    public void line(boolean error, String line) {
        lines.add((error ? "! " : "") + line);
        printed.release();
    }

    Call awaitLine() throws InterruptedException {
        assertThat(printed.tryAcquire(120, SECONDS)).isTrue();
        return this;
    }

    BodyResult end() throws Exception {
        return result.get(120, SECONDS);
    }

    /** What it returned, as JSON. */
    String json() throws Exception {
        return switch (end()) {
            case BodyResult.Returned(String json, String note) when json != null && note == null -> json;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }

    BodyResult stopped() throws Exception {
        running.stop();
        return end();
    }
}

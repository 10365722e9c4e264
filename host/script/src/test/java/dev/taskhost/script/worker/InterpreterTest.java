package dev.taskhost.script.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.service.Services;
import dev.taskhost.script.catalog.CatalogScan;
import dev.taskhost.script.catalog.Generation;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steps of bodies in one interpreter, a {@link Blank} one. */
class InterpreterTest {
    private final HandClock clock = new HandClock();
    private final Pool pool = new Pool(
            "steps",
            new Blank.Factory(),
            new Generation(1, "aaaaaaaa", CatalogScan.empty(), null),
            1,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Services.NONE,
            clock);

    @AfterEach
    void close() {
        pool.close();
        clock.shutdownNow();
    }

    /** A thread of its own asks at any time whose it is: for its files, for what the host lends, whether it is to stop. */
    @Test
    void aBodyIsFoundWhileItsWorkerLeavesItToWait() throws Exception {
        CompletableFuture<Work> submitted = new CompletableFuture<>();
        CompletableFuture<Boolean> found = new CompletableFuture<>();
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        Request request = Request.of(LogTag.NONE, 1, true, (guest, id, stop) -> {
            holdUp(submitted.join(), found);
            return Optional.empty();
        });
        submitted.complete((Work) pool.submit(request, result::complete));
        assertThat(found.get(20, SECONDS)).isTrue();
        submitted.join().stop();
        assertThat(result.get(20, SECONDS)).isInstanceOf(BodyResult.Stopped.class);
    }

    /** Its worker cannot leave it until it has been looked for: the stage is kept as it is meanwhile. */
    private static void holdUp(Work work, CompletableFuture<Boolean> found) {
        Worker worker = Objects.requireNonNull(work.worker());
        Interpreter interpreter = worker.interpreter();
        CompletableFuture<Boolean> held = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> interpreter.stage().interrupt(work.id(), () -> {
                    held.complete(true);
                    while (worker.thread().getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                    found.complete(interpreter.present().find(work.id()).isPresent());
                }));
        held.join();
    }
}

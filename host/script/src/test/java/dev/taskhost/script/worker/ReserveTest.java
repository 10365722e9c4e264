package dev.taskhost.script.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.service.Services;
import dev.taskhost.script.catalog.CatalogScan;
import dev.taskhost.script.catalog.Generation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One interpreter is open beside the others while scripts change; here they are {@link Blank} ones, and time is stepped. */
class ReserveTest {
    private final Blank.Factory factory = new Blank.Factory();
    private final HandClock clock = new HandClock();
    private final Pool pool = new Pool(
            "reserve", factory, generation(1), 2, Duration.ofSeconds(5), Duration.ofMinutes(5), Services.NONE, clock);

    @AfterEach
    void close() {
        pool.close();
        clock.shutdownNow();
    }

    private static Generation generation(int number) {
        return new Generation(number, "generation" + number, CatalogScan.empty(), null);
    }

    /** A call of a script of this generation; answers the number of the interpreter it ran in, from 1. */
    private int call(int generation) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Integer> number = new CompletableFuture<>();
        pool.submit(
                Request.of(LogTag.NONE, generation, true, (guest, id, stop) -> {
                    Blank blank = (Blank) guest;
                    blank.use();
                    number.complete(blank.number());
                    return Optional.of(new BodyResult.Returned(null, null));
                }),
                result -> {});
        return number.get(20, SECONDS);
    }

    private void prepared(int generation) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<@Nullable Void> open = pool.prepare(generation(generation));
        open.get(20, SECONDS);
        pool.generation(generation(generation));
    }

    @Test
    void aChangeAfterAChangeFindsAnInterpreterOpen() throws Exception {
        assertThat(call(1)).isEqualTo(1);
        prepared(2); // there was none yet
        assertThat(factory.opened()).isEqualTo(2);
        assertThat(call(2)).isEqualTo(2);

        clock.runAll();
        factory.awaitOpened(3);
        assertThat(call(2)).as("the reserve takes nothing").isEqualTo(2);
        prepared(3);
        assertThat(factory.opened()).isEqualTo(3);
        assertThat(call(3)).isEqualTo(3);
        assertThat(factory.generationOf(3)).isEqualTo(3);

        clock.runAll();
        factory.awaitOpened(4); // for the next one
    }

    @Test
    void aChangeWaitsForOneThatIsOpening() throws Exception {
        assertThat(call(1)).isEqualTo(1);
        prepared(2);
        assertThat(call(2)).isEqualTo(2);
        factory.hold();
        clock.runAll();
        factory.awaitOpening(3);
        CompletableFuture<@Nullable Void> open = pool.prepare(generation(3));
        assertThat(open).isNotDone();
        factory.goOn();
        open.get(20, SECONDS);
        pool.generation(generation(3));
        assertThat(call(3)).isEqualTo(3);
        assertThat(factory.opened()).isEqualTo(3);
    }

    @Test
    void oneThatCannotGoOnIsClosed() throws Exception {
        assertThat(call(1)).isEqualTo(1);
        prepared(2);
        assertThat(call(2)).isEqualTo(2);
        clock.runAll();
        factory.awaitOpened(3);
        factory.otherPackages();
        prepared(3);
        assertThat(call(3)).isEqualTo(4);
        factory.awaitClosed(3);
    }

    @Test
    void withoutChangesThereIsNone() throws Exception {
        assertThat(call(1)).isEqualTo(1);
        clock.runAll();
        assertThat(factory.opened()).isEqualTo(1);
    }

    @Test
    void afterTheEndNoneOpens() throws Exception {
        assertThat(call(1)).isEqualTo(1);
        prepared(2);
        assertThat(call(2)).isEqualTo(2);
        pool.close();
        clock.runAll();
        assertThat(factory.opened()).isEqualTo(2);
    }

    @Test
    void theEndClosesItAsWell() throws Exception {
        assertThat(call(1)).isEqualTo(1);
        prepared(2);
        clock.runAll();
        factory.awaitOpened(3);
        pool.close();
        for (int number = 1; number <= 3; number++) {
            factory.awaitClosed(number);
        }
        assertThat(pool.interpreters().open()).isZero();
    }

    @Test
    void onlyWhatOpensSlowlyHasOne() throws Exception {
        factory.opensFast();
        try (Pool fast = new Pool(
                "fast",
                factory,
                generation(1),
                2,
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Services.NONE,
                clock)) {
            fast.warm().get(20, SECONDS);
            fast.expectChanges();
            clock.runAll();
            assertThat(factory.opened()).isEqualTo(1);
        }
    }
}

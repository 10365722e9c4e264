package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.script.catalog.Script;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a pool: to call, to check, to parse. Thread-safe. */
public final class Calls {
    /** What a rehearsal takes when all of it is compiled. */
    private static final Duration FLUENT = Duration.ofMillis(12);

    private static final int FLUENT_TIMES = 10;

    private final Pool pool;
    private final ScheduledExecutorService clock;
    private final Duration loadLimit;
    private final CompletableFuture<@Nullable Void> checksAfter;

    /**
     * @param checksAfter checks begin when this is done: nobody waits for them, and at the start of the host they would
     *     take the processors from the language that is ready first
     * @param clock ends checks that take too long
     * @param loadLimit how long loading a script for a check may take
     */
    public Calls(
            Pool pool,
            CompletableFuture<@Nullable Void> checksAfter,
            ScheduledExecutorService clock,
            Duration loadLimit) {
        this.pool = pool;
        this.checksAfter = checksAfter;
        this.clock = clock;
        this.loadLimit = loadLimit;
    }

    /** Opens one interpreter unless one is open. Completes when it is there, or could not be opened. */
    public CompletableFuture<@Nullable Void> warm() {
        return pool.warm();
    }

    /** As {@link dev.taskhost.core.body.Body#hasRoom}. */
    public boolean hasRoom() {
        return pool.hasRoom();
    }

    /** As {@link dev.taskhost.core.body.Body#start}. */
    public RunningBody call(Target target, BodyCall call, Consumer<BodyResult> done) {
        return pool.submit(Request.call(target, call), done);
    }

    /** As {@link dev.taskhost.core.body.Body#check}. */
    public CompletableFuture<String> check(Target target) {
        return checksAfter.thenCompose(begun -> checkNow(target));
    }

    /**
     * Runs a script's top level on the pool's generation.
     *
     * @return completes as {@link #check}
     */
    public CompletableFuture<String> load(Script script) {
        return checkNow(
                new Target(script, Target.WHOLE, pool.scripts().current().number()));
    }

    private CompletableFuture<String> checkNow(Target target) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<RunningBody> self = new CompletableFuture<>();
        Request request = Request.of(
                LogTag.of(target.script().path()),
                target.generation(),
                true,
                (guest, id, stop) -> Optional.of(inTime(self, () -> guest.check(target, stop))));
        self.complete(pool.submit(request, result -> answer.complete(CheckAnswer.of(result, loadLimit))));
        return answer;
    }

    private BodyResult inTime(CompletableFuture<RunningBody> self, Supplier<BodyResult> loading) {
        ScheduledFuture<?> limit =
                clock.schedule(() -> self.join().stop(), loadLimit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return loading.get();
        } finally {
            limit.cancel(false);
        }
    }

    /**
     * Parses a script without running it, when a worker has the time.
     *
     * @return an empty string, or what is wrong with it; never completes exceptionally
     */
    public CompletableFuture<String> parse(Script script) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Request request =
                Request.of(LogTag.of(script.path()), 0, false, (guest, id, stop) -> Optional.of(guest.parse(script)));
        pool.submit(
                request,
                result -> answer.complete(
                        switch (result) {
                            case BodyResult.Returned fine -> "";
                            case BodyResult.Failed(String error) -> error;
                            case BodyResult.NotCallable(String reason) -> script.path() + " was not parsed: " + reason;
                            case BodyResult.Stopped stopped -> "";
                        }));
        return answer;
    }

    /**
     * Lets an idle worker do what bodies that wait will do, a moment at a time, until that is compiled: the first thousand of
     * them would else take seconds to begin.
     *
     * @param most how long altogether
     */
    public void rehearse(Duration most) {
        rehearse(System.nanoTime() + most.toNanos(), 0);
    }

    private void rehearse(long end, int fluent) {
        AtomicLong took = new AtomicLong();
        Request request = Request.of(LogTag.NONE, 0, false, (guest, id, stop) -> {
            long begin = System.nanoTime();
            guest.rehearse();
            took.set(System.nanoTime() - begin);
            return Optional.of(new BodyResult.Returned(null, null));
        });
        pool.submit(request, result -> {
            int now = took.get() < FLUENT.toNanos() ? fluent + 1 : 0;
            if (result instanceof BodyResult.Returned && now < FLUENT_TIMES && System.nanoTime() < end) {
                rehearse(end, now);
            }
        });
    }
}

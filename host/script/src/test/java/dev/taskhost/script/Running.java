package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodySource.Candidate;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.testkit.leaks.Lasting;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** The scripts of the test resources on one source for all test classes: opening Python is what costs. */
final class Running {
    static final String TRACE = "0123456789abcdef0123456789abcdef";
    static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).factory());
    static final Path ROOT = root();
    static final ScriptSource SOURCE = source();

    private static final AtomicLong IDS = new AtomicLong(100);

    private Running() {}

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(Running.class.getResource("/scripts"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ScriptSource source() {
        try {
            ScriptSource source =
                    new ScriptSource(new ScriptSettings(ROOT, 2, Duration.ofSeconds(3), Duration.ofMinutes(3)), CLOCK);
            Lasting.keep(
                    () -> {
                        source.close();
                        CLOCK.shutdownNow();
                    },
                    "thread script-",
                    "open interpreters");
            return source;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void later(Runnable action, long millis) {
        var _ = CLOCK.schedule(action, millis, MILLISECONDS);
    }

    /** Starts the body, and stops it half a second after the first line it prints. */
    static BodyResult stopOnceItRuns(String executeFunc) throws Exception {
        BodyCall call = callOf("stop-" + IDS.incrementAndGet());
        CompletableFuture<RunningBody> running = new CompletableFuture<>();
        AppenderBase<ILoggingEvent> first = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                later(() -> running.join().stop(), 500);
            }
        };
        first.start();
        ((Logger) LoggerFactory.getLogger("task." + call.taskKey())).addAppender(first);
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        running.complete(body(executeFunc).start(call, result::complete));
        return result.get(180, SECONDS);
    }

    static Body body(String executeFunc) {
        List<Candidate> found = SOURCE.find(executeFunc);
        assertThat(found).as(executeFunc).hasSize(1);
        return found.getFirst().body();
    }

    static BodyCall callOf(String key, String... args) {
        return new BodyCall(key, List.of(args), Map.of(), IDS.incrementAndGet(), TRACE, BodyOutput.NONE);
    }

    static BodyResult call(String executeFunc, String... args) throws Exception {
        return call(executeFunc, callOf("key", args));
    }

    static BodyResult call(String executeFunc, BodyCall call) throws Exception {
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        RunningBody running = body(executeFunc).start(call, result::complete);
        assertThat(running).isNotNull();
        return result.get(180, SECONDS);
    }

    static String json(String executeFunc, String... args) throws Exception {
        return switch (call(executeFunc, args)) {
            case BodyResult.Returned(String json, String note) when json != null && note == null -> json;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }

    static String failure(String executeFunc, String... args) throws Exception {
        return switch (call(executeFunc, args)) {
            case BodyResult.Failed(String error) -> error;
            case BodyResult other -> throw new AssertionError(other.toString());
        };
    }

    static String check(String executeFunc) throws Exception {
        return body(executeFunc).check(Isolation.SHARED).get(180, SECONDS);
    }
}

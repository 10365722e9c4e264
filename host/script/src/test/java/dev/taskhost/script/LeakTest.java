package dev.taskhost.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.worker.OpenInterpreters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the leak check counts is there to be counted. */
class LeakTest {
    /** Not that of {@link Running}, whose workers come and go as they like. */
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    Path folder;

    @AfterEach
    void stopClock() {
        clock.shutdownNow();
    }

    @Test
    void anInterpreterCountsFromItsOpeningToTheEndOfItsSource() throws Exception {
        Files.writeString(folder.resolve("one.js"), "exports.one = () => 1;\n");
        int before = OpenInterpreters.count();
        ScriptSettings settings = new ScriptSettings(folder, 1, Duration.ofSeconds(3), Duration.ofMinutes(3));
        try (ScriptSource source = new ScriptSource(settings, clock)) {
            assertThat(source.validate().get(60, TimeUnit.SECONDS)).isEmpty();
            assertThat(OpenInterpreters.count()).isEqualTo(before + 1);
        }
        assertThat(OpenInterpreters.count()).isEqualTo(before);
    }

    /** Of its event loop, and of a body that was killed while it read. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theSocketsOfAnInterpreterGoWithIt() throws Exception {
        Files.writeString(folder.resolve("sockets.py"), """
                import asyncio
                import socket

                kept = socket.create_server(("127.0.0.1", 0))


                async def waits(task_key, **kwargs):
                    await asyncio.sleep(0.01)
                """);
        ScriptSettings settings = new ScriptSettings(folder, 1, Duration.ofSeconds(3), Duration.ofMinutes(3));
        long before = sockets();
        try (ScriptSource source = new ScriptSource(settings, clock)) {
            CompletableFuture<BodyResult> result = new CompletableFuture<>();
            var _ = source.find("waits")
                    .getFirst()
                    .body()
                    .start(
                            new BodyCall(
                                    "key", List.of(), Map.of(), 1, "0123456789abcdef0123456789abcdef", BodyOutput.NONE),
                            result::complete);
            assertThat(result.get(120, TimeUnit.SECONDS)).isInstanceOf(BodyResult.Returned.class);
            assertThat(sockets()).isGreaterThan(before);
        }
        assertThat(sockets()).isLessThanOrEqualTo(before);
    }

    private static long sockets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(LeakTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // the listing's own is gone by now
        }
    }
}

package dev.taskhost.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads that bodies start end when they are stopped. */
class ThreadsTest {
    @TempDir
    Path folder;

    @AfterEach
    void stopAll() throws Exception {
        Call.stopAll();
    }

    private static Set<Thread> ofPython() {
        Set<Thread> all = new HashSet<>(Thread.getAllStackTraces().keySet());
        all.removeIf(thread -> !thread.getName().startsWith("Polyglot-python-"));
        return all;
    }

    private static void assertEnd(Set<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(30))).as(thread.getName()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"kills.has_threads, 2", "kills.has_threads_and_awaits, 2"})
    void withNobodyElseThere(String function, int count) throws Exception {
        Set<Thread> before = ofPython();
        Call call = new Call(function, "one").awaitLine();
        Set<Thread> started = ofPython();
        started.removeAll(before);
        assertThat(started).hasSizeGreaterThanOrEqualTo(1).hasSizeLessThanOrEqualTo(count);
        assertThat(call.stopped()).isInstanceOf(BodyResult.Stopped.class);
        assertEnd(started);
    }

    @Test
    void withNeighboursThatGoOn() throws Exception {
        Path gate = folder.resolve("gate");
        Call neighbour = new Call("kills.gate", "neighbour", gate.toString()).awaitLine();
        Call call = new Call("kills.has_threads_and_awaits", "one").awaitLine();
        assertThat(call.stopped()).isInstanceOf(BodyResult.Stopped.class);
        Files.createFile(gate);
        assertThat(neighbour.json()).isEqualTo("[0, \"executor works\"]");
    }
}

package dev.taskhost.script;

import static dev.taskhost.script.Running.body;
import static dev.taskhost.script.Running.callOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a.stop.spin", "a.stop.sleep", "a.stop.sleep_parts", "a.stop.wait_parts", "loop", "longWait"})
    void aRunningBodyIsStoppedWhereItStands(String name) throws Exception {
        assertThat(Running.stopOnceItRuns(name))
                .isInstanceOfSatisfying(
                        BodyResult.Stopped.class,
                        stopped -> assertThat(stopped.error()).contains(name.substring(name.lastIndexOf('.') + 1)));
        assertThat(Running.json("a.stop.quick", "on")).isEqualTo("\"on\"");
    }

    /** Ours hears a stop, see time_gaps.py; all else is as in CPython 3.12. */
    @Test
    void sleepSleeps() throws Exception {
        String wrong = "[\"ValueError\", \"ValueError\", \"OverflowError\", \"TypeError\"]";
        for (String seconds : List.of("0", "0.05", "1.05")) {
            assertThat(Running.json("a.stop.sleeps", seconds)).isEqualTo("[true, " + wrong + "]");
        }
    }

    /** Where the system shows them. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theFilesAndSocketsOfAStoppedBodyAreClosed() throws Exception {
        Running.json("a.stop.quick", "on");
        int before = files();
        for (int i = 0; i < 5; i++) {
            assertThat(new Call("kills.opens", "opens").awaitLine().stopped()).isInstanceOf(BodyResult.Stopped.class);
        }
        assertThat(files() - before)
                .as("each had opened five, and two workers may not have closed yet")
                .isLessThan(13);
    }

    private static int files() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    @Test
    void anAwaitingBodyTellsItsLine() throws Exception {
        assertThat(Running.stopOnceItRuns("a.aio.forever").toString())
                .contains("File \"scripts/a/aio.py\", line 6, in forever");
    }

    @Test
    void whatWaitsForAWorkerNeverStarts() throws Exception {
        List<RunningBody> busy = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            busy.add(body("longWait").start(callOf("key"), result -> over.countDown()));
        }
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        RunningBody waiting = body("says").start(callOf("key"), result::complete);
        waiting.stop();
        waiting.stop();
        assertThat(result.get(60, SECONDS).toString()).contains("waiting for a worker");
        busy.forEach(RunningBody::stop);
        assertThat(over.await(60, SECONDS)).isTrue();
    }

    @Test
    void aBodyThatCannotBeInterruptedIsAbandoned() throws Exception {
        int before = Running.SOURCE.abandoned();
        assertThat(Running.stopOnceItRuns("resist"))
                .isEqualTo(new BodyResult.Stopped(
                        "It could not be interrupted, in a/stop.py:resist; its thread was abandoned."));
        assertThat(Running.SOURCE.abandoned()).isEqualTo(before + 1);
        assertThat(Running.json("a.stop.quick", "on")).isEqualTo("\"on\"");
    }

    @Test
    void parallelCallsShareTheWorkers() throws Exception {
        List<CompletableFuture<BodyResult>> results = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CompletableFuture<BodyResult> result = new CompletableFuture<>();
            results.add(result);
            var _ = body("a.stop.quick").start(callOf("key", "n" + i), result::complete);
        }
        for (int i = 0; i < 8; i++) {
            assertThat(results.get(i).get(180, SECONDS)).isEqualTo(new BodyResult.Returned("\"n" + i + "\"", null));
        }
    }

    @Test
    void everyCallIsAnsweredExactlyOnceWhateverIsStoppedWhen() throws Exception {
        Random random = new Random(7);
        int calls = 120;
        List<AtomicInteger> answers = new ArrayList<>();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(calls);
        for (int i = 0; i < calls; i++) {
            AtomicInteger count = new AtomicInteger();
            answers.add(count);
            String name = List.of("wait", "says", "loop", "longWait").get(random.nextInt(4));
            RunningBody running = body(name).start(callOf("key"), result -> {
                if (count.incrementAndGet() == 1) {
                    all.countDown();
                } else {
                    wrong.add(result.toString());
                }
            });
            boolean endless = name.equals("loop") || name.equals("longWait");
            if (endless || random.nextBoolean()) {
                Running.later(running::stop, random.nextInt(400));
            }
        }
        assertThat(all.await(180, SECONDS)).as("all answered").isTrue();
        assertThat(wrong).isEmpty();
        assertThat(answers).allSatisfy(count -> assertThat(count.get()).isEqualTo(1));
    }
}

package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that wait, many in one interpreter. */
class ManyTest {
    @TempDir
    Path folder;

    @AfterEach
    void stopAll() throws Exception {
        Call.stopAll();
    }

    private List<Call> through(String function, int count, String... args) {
        List<Call> begun = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            begun.add(new Call(function, "k" + i, args));
        }
        return begun;
    }

    @Test
    void aThousandPythonBodiesWaitAtOnce() throws Exception {
        Path gate = folder.resolve("gate");
        List<Call> all = through("many.gate", 1000, gate.toString());
        for (Call call : all) {
            call.awaitLine(); // none gets out before the last is in
        }
        Files.createFile(gate);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).end())
                    .isEqualTo(new BodyResult.Returned("[\"k" + i + "\", \"k" + i + "\", true]", null));
            assertThat(all.get(i).lines).containsExactly("in k" + i, "out k" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"many.gate", "crowd"})
    void aThousandAreStoppedAtOnce(String function) throws Exception {
        List<Call> all = through(
                function,
                1000,
                function.equals("crowd") ? "3600000" : folder.resolve("never").toString());
        for (Call call : all) {
            call.awaitLine();
        }
        all.forEach(call -> call.running.stop());
        for (Call call : all) {
            assertThat(call.end())
                    .isInstanceOfSatisfying(
                            BodyResult.Stopped.class,
                            stopped -> assertThat(stopped.error())
                                    .contains(function.substring(function.lastIndexOf('.') + 1)));
        }
    }

    @Test
    void oneIsStoppedAndItsNeighboursGoOn() throws Exception {
        Path gate = folder.resolve("gate");
        List<Call> neighbours = through("many.gate", 20, gate.toString());
        for (String function : List.of("many.spin", "many.deaf", "many.careful")) {
            Call one = new Call(function, "one").awaitLine();
            assertThat(one.stopped())
                    .as(function)
                    .isInstanceOfSatisfying(
                            BodyResult.Stopped.class,
                            stopped -> assertThat(stopped.error()).contains("many.py"));
        }
        Files.createFile(gate);
        for (Call call : neighbours) {
            assertThat(call.end()).isInstanceOf(BodyResult.Returned.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kills.stubborn",
                "kills.receives",
                "kills.locks",
                "kills.joins",
                "kills.matches",
                "kills.awaits",
                "kills.blocks",
                "kills.callback",
                "jsSpin",
                "jsNever"
            })
    void whateverABodyDoesItIsStopped(String function) throws Exception {
        int abandoned = Running.SOURCE.abandoned();
        assertThat(new Call(function, "kill").awaitLine().stopped()).isInstanceOf(BodyResult.Stopped.class);
        assertThat(Running.SOURCE.abandoned()).isEqualTo(abandoned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kills.waits_for_a_process", "kills.awaits_a_process"})
    void theProcessesOfABodyEndWithIt(String function) throws Exception {
        Path marker = folder.resolve("pid");
        Call call = new Call(function, "process", marker.toString()).awaitLine().awaitLine();
        assertThat(call.lines).containsExactly("in", "started");
        ProcessHandle grandchild = ProcessHandle.of(
                        Long.parseLong(Files.readString(marker).strip()))
                .orElseThrow();
        assertThat(call.stopped()).isInstanceOf(BodyResult.Stopped.class);
        assertThat(grandchild.onExit().get(30, SECONDS).isAlive()).isFalse();
    }

    @Test
    void aProcessOfAThreadBelongsToWhomeverTheThreadWorksFor() throws Exception {
        String function = "kills.awaits_a_process_of_a_thread";
        new Call(function, "warm", "true").end(); // it is known to wait from then on
        Call first = new Call(function, "first", "echo $$; exec sleep 3600")
                .awaitLine()
                .awaitLine();
        Call second = new Call(function, "second", "echo $$; exec sleep 3600")
                .awaitLine()
                .awaitLine();
        ProcessHandle ofFirst = process(first);
        ProcessHandle ofSecond = process(second);
        assertThat(second.stopped()).isInstanceOf(BodyResult.Stopped.class);
        assertThat(ofSecond.onExit().get(30, SECONDS).isAlive()).isFalse();
        assertThat(ofFirst.isAlive()).isTrue();
        assertThat(first.stopped()).isInstanceOf(BodyResult.Stopped.class);
        assertThat(ofFirst.onExit().get(30, SECONDS).isAlive()).isFalse();
    }

    private static ProcessHandle process(Call call) {
        return ProcessHandle.of(Long.parseLong(List.copyOf(call.lines).get(1))).orElseThrow();
    }

    @Test
    void aStoppedCoroutineCleansUpAndTellsItsLine() throws Exception {
        new Call("many.leaves", "warm")
                .end(); // the first step of the first coroutine may take longer than a stop is patient
        Call one = new Call("many.careful", "one").awaitLine();
        assertThat(one.stopped().toString()).contains("File \"scripts/many.py\", line 40, in careful");
        assertThat(one.lines).containsExactly("in", "cleaned up");
    }

    @Test
    void outputsStayApart() throws Exception {
        List<Call> all = through("many.speaks", 8);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).end()).isEqualTo(new BodyResult.Returned(null, null));
            String key = "k" + i;
            List<String> expected = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                expected.addAll(List.of(
                        key + " says " + n,
                        "! " + key + " logs " + n,
                        key + " in a thread " + n,
                        key + " beside " + n,
                        key + " goes on " + n));
            }
            expected.add(key + " leaves this open");
            assertThat(all.get(i).lines).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void whatABodyLeavesRunningIsCancelledAndNothingElse() throws Exception {
        Call waits = new Call("many.careful", "waits").awaitLine();
        Call leaves = new Call("many.leaves", "leaves");
        assertThat(leaves.end()).isEqualTo(new BodyResult.Returned("false", null));
        assertThat(leaves.lines).containsExactly("! Cancelled what was not awaited before the end: sleep");
        assertThat(waits.result).isNotDone();
    }

    @Test
    void aChildTaskThatExitsEndsNobodyElse() throws Exception {
        Call waits = new Call("many.careful", "waits").awaitLine();
        assertThat(new Call("kills.child_exits", "exits").json()).isEqualTo("\"exit 3\"");
        assertThat(waits.result).isNotDone();
    }

    @Test
    void socketsDoNotHoldUpWhatComesNext() throws Exception {
        Call listens = new Call("many.listens", "listens").awaitLine();
        for (int i = 0; i < 5; i++) {
            assertThat(new Call("many.talks", "t" + i).end())
                    .isEqualTo(new BodyResult.Returned("\"t" + i + "\"", null));
        }
        assertThat(listens.stopped()).isInstanceOf(BodyResult.Stopped.class);
    }

    @Test
    void asynciosOwnTimeoutsWork() throws Exception {
        assertThat(new Call("many.late", "late", "0.05").end().toString()).contains("TimeoutError");
    }

    @Test
    void javaScriptsPromisesAndTimersDoTheSame() throws Exception {
        List<Call> crowd = through("crowd", 100, "100");
        List<Call> ticks = through("crowdTick", 20);
        Call spin = new Call("crowdSpin", "spin").awaitLine();
        assertThat(spin.stopped()).isInstanceOf(BodyResult.Stopped.class);
        assertThat(new Call("crowdThrow", "way").end().toString()).contains("Error: no way");
        for (int i = 0; i < crowd.size(); i++) {
            assertThat(crowd.get(i).end()).isEqualTo(new BodyResult.Returned("\"k" + i + "\"", null));
            assertThat(crowd.get(i).lines).containsExactly("in k" + i, "out k" + i);
        }
        for (int i = 0; i < ticks.size(); i++) {
            assertThat(ticks.get(i).end()).isEqualTo(new BodyResult.Returned("3", null));
            assertThat(ticks.get(i).lines).containsExactly("k" + i + " 1", "k" + i + " 2", "k" + i + " 3");
        }
    }
}

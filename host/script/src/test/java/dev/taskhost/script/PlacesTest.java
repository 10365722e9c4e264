package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a worker first, and what it meets there. */
class PlacesTest {
    @TempDir
    Path folder;

    @AfterEach
    void stopAll() throws Exception {
        Call.stopAll();
    }

    private static Call fresh(String function, String... args) {
        return new Call(Isolation.FRESH, 0, function, "fresh", args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"counts.count", "counter"})
    void aFreshOneMeetsNothingOfOthersAndLeavesNothing(String function) throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(fresh(function).json()).isEqualTo("1");
            assertThat(new Call(function, "key").json()).isNotEqualTo("0");
        }
        List<Integer> warm = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            warm.add(Integer.parseInt(new Call(function, "key").json()));
        }
        assertThat(warm).as("the others go on with what was there").anyMatch(count -> count > 1);
    }

    @Test
    @Tag("long")
    void aFreshOneThatWaitsIsAlone() throws Exception {
        Path gate = folder.resolve("gate");
        Call waits = fresh("counts.waits", gate.toString()).awaitLine();
        assertThat(new Call("counts.count", "key").json()).isNotEqualTo("0");
        assertThat(new Call("counts.gone", "key", Files.createFile(gate).toString()).json())
                .isEqualTo("true");
        assertThat(waits.json()).isEqualTo("1");
    }

    @Test
    void aFreshOneIsStoppedAndItsWorkerGoesOn() throws Exception {
        assertThat(fresh("a.stop.spin").awaitLine().stopped()).isInstanceOf(BodyResult.Stopped.class);
        assertThat(Running.json("a.stop.quick", "on")).isEqualTo("\"on\"");
    }

    @Test
    void theHigherPriorityGoesFirstWhoeverWaitsLonger() throws Exception {
        List<Call> busy = List.of(new Call("jsSpin", "a").awaitLine(), new Call("jsSpin", "b").awaitLine());
        Queue<String> order = new ConcurrentLinkedQueue<>();
        List<Call> waiting = new ArrayList<>();
        for (int priority : List.of(0, -5, 7, 0, 100)) {
            Call call = new Call(Isolation.SHARED, priority, "counter", "p" + priority + " " + waiting.size());
            var _ = call.result.thenRun(() -> order.add("p" + priority + " " + waiting.indexOf(call)));
            waiting.add(call);
        }
        busy.getFirst().stopped();
        for (Call call : waiting) {
            assertThat(call.result.get(60, SECONDS)).isInstanceOf(BodyResult.Returned.class);
        }
        assertThat(order).containsExactly("p100 4", "p7 2", "p0 0", "p0 3", "p-5 1");
    }
}

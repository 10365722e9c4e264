package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.engine.SchedulerEvent.EndDropped;
import dev.taskhost.core.engine.SchedulerEvent.Lost;
import dev.taskhost.core.engine.SchedulerEvent.Started;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hosts that die, restart, race: nothing twice, nothing forgotten. */
public abstract class RestartContract extends EngineFixture {
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void aRestartKeepsThePlan() {
        int task = insert("t", "quick", "interval", "60");
        host("a").settle();
        clock.advance(Duration.ofSeconds(30));
        SteppedHost again = host("a").settle();
        again.settleAfter(Duration.ofSeconds(29));
        assertThat(statuses(task)).isEmpty();
        again.settleAfter(Duration.ofSeconds(1));
        assertThat(statuses(task)).containsExactly("success");
    }

    @Test
    void whatAKilledHostRanIsLostAndItsTaskFree() {
        int task = insert("t", "held", "interval", "5");
        host("a").settle().settleAfter(FIVE);
        assertThat(taskStatus(task)).isEqualTo("doing");
        SteppedHost again = host("a").settle();
        assertThat(statuses(task)).containsExactly("lost");
        assertThat(taskStatus(task)).isEqualTo("ready");
        assertThat(again.told(Lost.class)).hasSize(1);
        again.settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("lost", "todo");
    }

    @Test
    void theEndOfALostExecutionChangesNothing() {
        int task = insert("t", "held", "interval", "60");
        SteppedHost frozen = host("a").settle().settleAfter(Duration.ofMinutes(1));
        host("a").settle();
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        frozen.settle();
        assertThat(statuses(task)).containsExactly("lost");
        assertThat(taskStatus(task)).isEqualTo("ready");
        assertThat(frozen.told(EndDropped.class)).isEmpty();
    }

    @Test
    void fireTimesThatPassedDuringAnOutageAreMissedButForTheNewest() {
        int task = insert("t", "quick", "interval", "5");
        host("a").settle().settleAfter(FIVE);
        clock.advance(Duration.ofMinutes(10));
        host("a").settle();
        assertThat(statuses(task)).containsExactly("success", "missed", "success");
        assertThat(ask("SELECT extra FROM execute_task WHERE status = 'missed'"))
                .contains("\"count\":119");
    }

    @Test
    void beyondTheGraceNothingRunsLate() {
        int task = insert("t", "quick", "interval", "3600");
        host("a").settle();
        clock.advance(Duration.ofSeconds(3600 + 61));
        host("a").settle();
        assertThat(statuses(task)).containsExactly("missed");
    }

    @Test
    void twoHostsStartEachFireTimeOnce() {
        for (int i = 0; i < 50; i++) {
            insert("t" + i, "quick", "interval", "1");
        }
        SteppedHost a = host("a").settle();
        SteppedHost b = host("b").settle();
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(1));
            List<SteppedHost> order = i % 2 == 0 ? List.of(a, b) : List.of(b, a);
            order.forEach(SteppedHost::settle);
        }
        List<String> fired = Stream.of(a, b)
                .flatMap(host -> host.told(Started.class).stream())
                .map(e -> e.execution().taskId() + "@" + e.execution().fireAt())
                .toList();
        assertThat(fired).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(list("SELECT DISTINCT status FROM execute_task")).containsExactly("success");
    }

    @Test
    void aSilentHostIsDeclaredDeadByAnotherAndJoinsAnewWhenItWakes() {
        int task = insert("t", "held", "interval", "600");
        SteppedHost frozen = host("a").settle().settleAfter(Duration.ofMinutes(10));
        assertThat(statuses(task)).containsExactly("todo");
        SteppedHost other = host("b").settle();
        execute("UPDATE task_node SET heartbeat_at = heartbeat_at - 16000 WHERE node = 'a'");
        other.beat().settle();
        assertThat(statuses(task)).containsExactly("lost");
        frozen.beat().settle();
        frozen.settle();
        assertThat(statuses(task)).containsExactly("lost");
        frozen.settleAfter(Duration.ofMinutes(10));
        assertThat(statuses(task)).containsExactly("lost", "todo");
    }
}

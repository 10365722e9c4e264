package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taskhost.core.body.Load;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.LeaseLostException;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult.Started;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.Nodes.Lost;
import dev.taskhost.core.store.Nodes.Report;
import dev.taskhost.core.task.OverlapPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts that restart, die, wake again and leave. */
public abstract class RecoveryContract extends StoreContract {
    private static final Duration DEAD_AFTER = Duration.ofSeconds(15);

    @Test
    void eachJoinCountsUp() {
        Lease second = store().nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
        assertThat(second.epoch()).isGreaterThan(lease().epoch());
        assertThat(store().nodes().heartbeat(second, new Report(0, 0, 0, Load.NONE)))
                .isTrue();
        assertThat(store().nodes().heartbeat(lease(), new Report(0, 0, 0, Load.NONE)))
                .isFalse();
    }

    @Test
    void aRestartedHostFindsWhatItLeft() {
        int id = task("one");
        plan(id, 5000);
        long execution = started(id, 5000);
        Lease again = store().nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
        assertThat(store().nodes().recover(again, DEAD_AFTER)).containsExactly(new Lost(execution, id, "one", "a"));
        assertThat(store().nodes().recover(again, DEAD_AFTER)).isEmpty();
        assertThat(runs(id)).containsExactly("lost");
        assertThat(extra(execution)).contains("host a ended without ending this execution");
        assertThat(status(id)).isEqualTo("ready");
        assertThat(schedule(id).executionId()).isNull();
        assertThat(schedule(id).nextFireAt()).isEqualTo(6000);
        End late = new End(execution, id, Status.SUCCESS, "{}", 1L, 2, List.of());
        assertThat(store().ledger().end(again, List.of(late))).containsExactly(false);
        assertThat(runs(id)).containsExactly("lost");
    }

    @Test
    void whatRunsNowIsNotLost() {
        int id = task("one");
        plan(id, 5000);
        started(id, 5000);
        assertThat(store().nodes().recover(lease(), DEAD_AFTER)).isEmpty();
        StoreUnderTest other = open();
        Lease b = other.nodes().join(NodeInfo.named("b"), Duration.ofSeconds(15));
        assertThat(other.nodes().recover(b, DEAD_AFTER)).isEmpty();
        assertThat(runs(id)).containsExactly("todo");
    }

    @Test
    void aSilentHostIsDeclaredDeadAndMayNotWriteWhenItWakes() {
        int id = task("one");
        plan(id, 5000);
        long execution = started(id, 5000);
        StoreUnderTest other = open();
        Lease b = other.nodes().join(NodeInfo.named("b"), Duration.ofSeconds(15));
        other.nodes().recover(b, DEAD_AFTER);
        silence("a");
        assertThat(other.nodes().recover(b, DEAD_AFTER)).containsExactly(new Lost(execution, id, "one", "a"));
        assertThat(extra(execution)).contains("host a died: its last heartbeat was at 20");
        assertThat(store().nodes().heartbeat(lease(), new Report(0, 0, 0, Load.NONE)))
                .isFalse();
        assertThatThrownBy(() -> start(id, 6000)).isInstanceOf(LeaseLostException.class);
        End end = new End(execution, id, Status.SUCCESS, "{}", 1L, 2, List.of());
        assertThatThrownBy(() -> store().ledger().end(lease(), List.of(end))).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> store().nodes().recover(lease(), DEAD_AFTER)).isInstanceOf(LeaseLostException.class);
        assertThat(runs(id)).containsExactly("lost");
        other.ledger().start(b, List.of(new Start(id, 6000, 7000L, trace(), OverlapPolicy.SKIP)));
        assertThat(runs(id)).containsExactly("lost", "todo");
        Lease again = store().nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
        assertThat(store().ledger().end(again, List.of(end))).containsExactly(false);
        assertThat(schedule(id).executionId()).as("held by b's").isNotNull();
    }

    @Test
    void aHeartbeatKeepsAHostAlive() {
        StoreUnderTest other = open();
        Lease b = other.nodes().join(NodeInfo.named("b"), Duration.ofSeconds(15));
        silence("a");
        assertThat(store().nodes().heartbeat(lease(), new Report(0, 0, 0, Load.NONE)))
                .isTrue();
        other.nodes().recover(b, DEAD_AFTER);
        assertThat(store().nodes().heartbeat(lease(), new Report(0, 0, 0, Load.NONE)))
                .isTrue();
    }

    @Test
    void twoHostsThatWokeBothDoNotDeclareThemselvesDead() {
        silence("a");
        assertThat(store().nodes().recover(lease(), DEAD_AFTER)).isEmpty();
        assertThat(store().nodes().heartbeat(lease(), new Report(0, 0, 0, Load.NONE)))
                .isTrue();
    }

    @Test
    void aHostThatLeftMayNotWriteAndIsNotDead() {
        store().nodes().leave(lease());
        store().nodes().leave(lease());
        assertThat(store().nodes().heartbeat(lease(), new Report(0, 0, 0, Load.NONE)))
                .isFalse();
        assertThat(column("SELECT state FROM task_node")).containsExactly("left");
        int id = task("one");
        assertThatThrownBy(() -> plan(id, 5000)).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void aDoubledKeyIsFreedToo() {
        int id = task("doubled");
        plan(id, 5000);
        started(id, 5000);
        task("doubled", 1, "ready");
        Lease again = store().nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
        assertThat(store().nodes().recover(again, DEAD_AFTER)).hasSize(1);
        assertThat(schedule(id).executionId()).isNull();
        assertThat(store().ledger().start(again, List.of(new Start(id, 6000, 7000L, trace(), OverlapPolicy.SKIP))))
                .hasOnlyElementsOfType(Started.class);
    }

    @Test
    void aTaskDeletedWhileItsHostDiedLeavesNoGhost() {
        int id = task("one");
        plan(id, 5000);
        long execution = started(id, 5000);
        sql("DELETE FROM task");
        store().ledger().forget(lease(), List.of(id));
        Lease again = store().nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
        assertThat(store().nodes().recover(again, DEAD_AFTER)).containsExactly(new Lost(execution, id, "", "a"));
        assertThat(column("SELECT task_id FROM task_schedule")).isEmpty();
    }

    @Test
    void aTaskHeldByAnExecutionNobodyKnowsIsFreed() {
        int id = task("one");
        plan(id, 5000);
        started(id, 5000);
        sql("DELETE FROM task_execution");
        Lease again = store().nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
        store().nodes().recover(again, DEAD_AFTER);
        assertThat(status(id)).isEqualTo("ready");
        assertThat(schedule(id).executionId()).isNull();
    }

    @Test
    void manyAreLostAtOnce() {
        List<Integer> ids = tasks(1200);
        store().ledger()
                .plan(
                        lease(),
                        ids.stream().map(id -> new Plan(id, A, 5000L, true)).toList());
        store().ledger()
                .start(
                        lease(),
                        ids.stream()
                                .map(id -> new Start(id, 5000, 6000L, trace(), OverlapPolicy.SKIP))
                                .toList());
        Lease again = store().nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
        assertThat(store().nodes().recover(again, DEAD_AFTER)).hasSize(1200);
        assertThat(column("SELECT DISTINCT status FROM execute_task")).containsExactly("lost");
        assertThat(column("SELECT DISTINCT status FROM task")).containsExactly("ready");
    }

    @Test
    void theClockIsTheDatabases() {
        assertThat(store().nodes().now()).isCloseTo(InstantSource.system().millis(), within(60_000L));
    }

    private void silence(String node) {
        sql("UPDATE task_node SET heartbeat_at = heartbeat_at - 60000 WHERE node = '" + node + "'");
    }
}

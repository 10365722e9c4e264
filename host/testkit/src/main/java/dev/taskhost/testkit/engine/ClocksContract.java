package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.engine.SchedulerEvent.ClockOff;
import dev.taskhost.core.engine.SchedulerEvent.DatabaseAway;
import dev.taskhost.core.engine.SchedulerEvent.EndDropped;
import dev.taskhost.core.engine.SchedulerEvent.LeaseLost;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.Nodes.Row;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Hosts that are frozen, whose clocks are wrong, or whose names are taken. */
public abstract class ClocksContract extends EngineFixture {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TWENTY = Duration.ofSeconds(20);

    /** What the other hosts see of one that was silent for too long. */
    private void silent(String node) {
        execute("UPDATE task_node SET heartbeat_at = heartbeat_at - 20000 WHERE node = ?", node);
    }

    @Test
    void aHostFrozenBetweenClaimAndStartStartsNothing() {
        int task = insert("t", "quick", "interval", "30");
        SteppedHost frozen = host("frozen", SECOND).beat().settle();
        frozen.settleAfter(Duration.ofMillis(29_999));
        assertThat(statuses(task)).as("claimed ahead").containsExactly("todo");
        frozen.frozenFor(TWENTY);
        silent("frozen");
        SteppedHost other = host("other").beat().settle();
        assertThat(statuses(task)).containsExactly("lost");
        frozen.step();
        assertThat(bodies.calls()).as("before it knows").isEmpty();
        frozen.beat().step();
        assertThat(bodies.calls()).as("once it knows").isEmpty();
        assertThat(frozen.told(LeaseLost.class)).hasSize(1);
        assertThat(statuses(task)).containsExactly("lost");
        other.beat().settleAfter(Duration.ofSeconds(11));
        frozen.beat().settle();
        other.settleAfter(SECOND);
        assertThat(statuses(task)).containsExactly("lost", "success");
        assertThat(bodies.calls()).hasSize(1);
    }

    /** What was started between the two words belongs to the next lease. */
    @Test
    void aSecondWordOfALostLeaseChangesNothing() {
        insert("t", "held", "interval", "30");
        SteppedHost host = host("a").beat().settle();
        silent("a");
        host("other").beat();
        host.beat().beat().step();
        assertThat(host.told(LeaseLost.class)).hasSize(1);
        host.beat().step(); // joins anew
        assertThat(host.told(LeaseLost.class)).hasSize(1);
        silent("a");
        host("third").beat();
        host.beat().step();
        assertThat(host.told(LeaseLost.class)).as("the next one").hasSize(2);
    }

    @Test
    void aHostFrozenForAMomentGoesOnAfterItsHeartbeat() {
        int task = insert("t", "quick", "interval", "30");
        SteppedHost host = host("a", SECOND).beat().settle();
        host.settleAfter(Duration.ofMillis(29_999));
        host.frozenFor(Duration.ofSeconds(13)).step();
        assertThat(bodies.calls()).as("it may have been declared dead").isEmpty();
        host.beat().step();
        assertThat(statuses(task)).containsExactly("success");
        assertThat(bodies.calls()).hasSize(1);
    }

    @Test
    void aHostFrozenBetweenStartAndEndChangesNothing() {
        int task = insert("t", "held", "interval", "30");
        SteppedHost frozen = host("frozen").beat().settle().settleAfter(Duration.ofSeconds(30));
        long execution = bodies.heldExecutions().getFirst();
        frozen.frozenFor(TWENTY);
        silent("frozen");
        host("other").beat().settle();
        assertThat(statuses(task)).containsExactly("lost");
        assertThat(taskStatus(task)).isEqualTo("ready");
        bodies.release(execution, DONE);
        frozen.step().beat().step();
        assertThat(statuses(task)).containsExactly("lost");
        assertThat(frozen.told(LeaseLost.class)).hasSize(1);
        assertThat(frozen.told(EndDropped.class)).isEmpty();
    }

    @Test
    void fireTimesAreTheDatabasesWhateverAHostsClockSays() {
        int task = insert("t", "quick", "cron", "* * * * *");
        for (Duration ahead : new Duration[] {Duration.ofSeconds(5), Duration.ofSeconds(-5)}) {
            SteppedHost host =
                    host(NodeInfo.named("off" + ahead), Duration.ZERO, ahead).settle();
            int before = statuses(task).size();
            host.settleAfter(Duration.ofMillis(59_999));
            assertThat(statuses(task)).hasSize(before);
            host.settleAfter(Duration.ofMillis(1));
            assertThat(statuses(task)).hasSize(before + 1);
            assertThat(host.told(ClockOff.class)).isEmpty();
            host.drain().leave();
        }
        assertThat(list("SELECT started_at - fire_at FROM task_execution")).containsOnly("0");
    }

    @Test
    void aClockMoreThanAMinuteOffIsToldOnceAndShown() {
        SteppedHost host = host(NodeInfo.named("off"), Duration.ZERO, Duration.ofSeconds(-61));
        host.settle().beat().beat();
        assertThat(host.told(ClockOff.class)).containsExactly(new ClockOff(-61_000));
        Row row = store().nodes().list().getFirst();
        assertThat(row.report().offsetMillis()).isBetween(-61_001L, -60_990L);
        assertThat(row.state()).isEqualTo("live");
    }

    @Test
    void aNameThatALiveProcessBearsIsRefusedUntilThatOneIsGone() {
        NodeInfo first = new NodeInfo("a", "one", 1, "m:/data", "1");
        NodeInfo copy = new NodeInfo("a", "two", 2, "m:/copy", "1");
        NodeInfo restarted = new NodeInfo("a", "three", 3, "m:/data", "1");
        host(first, Duration.ZERO, Duration.ZERO).beat();
        SteppedHost second = host(copy, Duration.ZERO, Duration.ZERO).beat();
        assertThat(second.told(DatabaseAway.class))
                .singleElement()
                .extracting(DatabaseAway::reason)
                .asString()
                .contains("Another process runs as host a: process 1 at m:/data", "Delete node.id");
        assertThat(store().nodes().list()).singleElement().extracting(Row::node).isEqualTo(first);
        host(restarted, Duration.ZERO, Duration.ZERO).beat();
        assertThat(store().nodes().list()).singleElement().extracting(Row::node).isEqualTo(restarted);
        silent("a");
        second.beat();
        assertThat(store().nodes().list()).singleElement().extracting(Row::node).isEqualTo(copy);
    }
}

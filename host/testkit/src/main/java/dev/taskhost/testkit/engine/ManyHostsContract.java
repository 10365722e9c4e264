package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.engine.SchedulerEvent.Started;
import dev.taskhost.core.store.NodeInfo;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several hosts on one database, stepped: who starts what, and that nothing starts twice or not at all. */
public abstract class ManyHostsContract extends EngineFixture {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void tasksSpreadOverTheHostsThatAreAlive() {
        insertMany(300);
        List<SteppedHost> hosts = Stream.of("a", "b", "c")
                .map(this::host)
                .map(SteppedHost::settle)
                .toList();
        hosts.forEach(host -> host.beat().step());
        clock.advance(SECOND);
        hosts.forEach(SteppedHost::settle);
        for (SteppedHost host : hosts) {
            assertThat(host.told(Started.class)).as("its share").hasSizeBetween(60, 140);
        }
        assertThat(fired(hosts)).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void whatAHostDoesNotServeIsTakenOverByTheNext() {
        insertMany(100);
        SteppedHost a = host("a").settle();
        SteppedHost b = host("b").settle();
        a.beat().step();
        b.beat().step();
        clock.advance(SECOND); // and a is frozen
        int own = b.settle().told(Started.class).size();
        assertThat(own).isBetween(20, 80);
        clock.advance(Duration.ofMillis(499));
        assertThat(b.settle().told(Started.class)).hasSize(own);
        clock.advance(Duration.ofMillis(1));
        assertThat(b.settle().told(Started.class)).hasSize(100);
        clock.advance(Duration.ofMillis(499)); // a wakes within the grace, a moment before the next fire time
        assertThat(a.settle().told(Started.class)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        a.settle();
        b.settle();
        assertThat(fired(List.of(a, b))).hasSize(200).doesNotHaveDuplicates();
        assertThat(list("SELECT DISTINCT status FROM execute_task")).containsExactly("success");
    }

    @Test
    void aHostWithoutAFreeWorkerLeavesItsTasksToOneThatHas() {
        insertMany(50);
        TestBodies others = new TestBodies();
        others.quick("quick", call -> DONE);
        SteppedHost busy = host("busy").settle();
        SteppedHost free =
                new SteppedHost(NodeInfo.named("free"), store(), clock, others, Duration.ZERO, Duration.ZERO).settle();
        busy.beat().step();
        free.beat().step();
        bodies.busy(true);
        clock.advance(SECOND);
        busy.settle();
        free.settle();
        assertThat(busy.told(Started.class)).isEmpty();
        clock.advance(Duration.ofMillis(500));
        free.settle();
        assertThat(free.told(Started.class)).hasSize(50);
    }

    @Test
    void aloneOrWhenAllAreBusyNothingIsLeftUnserved() {
        insertMany(20);
        bodies.busy(true);
        SteppedHost a = host("a").settle();
        SteppedHost b = host("b").settle();
        a.beat().step();
        b.beat().step();
        for (int i = 0; i < 3; i++) { // own tasks wait for others so long, then start all the same
            clock.advance(SECOND);
            a.settle();
            b.settle();
        }
        assertThat(list("SELECT DISTINCT task_id FROM execute_task WHERE status = 'success'"))
                .hasSize(20);
        assertThat(fired(List.of(a, b))).doesNotHaveDuplicates();
    }

    @Test
    void twoHostsRaceForTenThousandFireTimes() {
        insertMany(10_000);
        SteppedHost a = host("a").settle();
        SteppedHost b = host("b").settle();
        clock.advance(SECOND);
        a.hold().step(); // both have formed a batch of the same fire times before either is written
        b.hold().step();
        a.release();
        b.release();
        for (int i = 0; i < 25; i++) {
            a.step();
            b.step();
        }
        assertThat(fired(List.of(a, b))).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(ask("SELECT COUNT(*) FROM execute_task WHERE status = 'success'"))
                .isEqualTo("10000");
        assertThat(ask("SELECT COUNT(*) FROM execute_task")).isEqualTo("10000");
        assertThat(ask("SELECT COUNT(*) FROM task WHERE status <> 'ready'")).isEqualTo("0");
    }

    @Test
    void everyFireTimeIsClaimedAheadAndItsBodyCalledInTime() {
        int task = insert("t", "quick", "interval", "5");
        SteppedHost host = host("a", SECOND).settle();
        for (int time = 1; time <= 3; time++) {
            clock.advance(Duration.ofMillis(4_999));
            host.settle();
            assertThat(statuses(task)).hasSize(time).last().isEqualTo("todo");
            assertThat(taskStatus(task)).isEqualTo("doing");
            assertThat(bodies.calls()).hasSize(time - 1);
            clock.advance(Duration.ofMillis(1));
            host.step();
            assertThat(statuses(task)).hasSize(time).containsOnly("success");
        }
        assertThat(ask("SELECT MAX(started_at - fire_at) FROM task_execution")).isEqualTo("0");
    }

    @Test
    void whatStillRunsIsNotClaimedAheadAndNotSkippedTooEarly() {
        int task = insert("t", "held", "interval", "5");
        SteppedHost host = host("a", SECOND).settle().settleAfter(Duration.ofSeconds(5));
        clock.advance(Duration.ofMillis(4_999));
        host.settle();
        assertThat(statuses(task)).containsExactly("todo");
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        host.step();
        host.settleAfter(Duration.ofMillis(1));
        assertThat(statuses(task)).containsExactly("success", "todo");
    }

    @Test
    void aTaskThatAnotherProgramRunsIsSkippedAtItsFireTimeOnly() {
        int task = insert("t", "quick", "interval", "5");
        SteppedHost host = host("a", SECOND).settle();
        execute("UPDATE task SET status = 'doing' WHERE id = ?", task);
        clock.advance(Duration.ofMillis(4_999));
        host.settle();
        assertThat(statuses(task)).isEmpty();
        host.settleAfter(Duration.ofMillis(1));
        assertThat(statuses(task)).containsExactly("skipped");
    }

    private void insertMany(int count) {
        for (int from = 0; from < count; from += 500) {
            StringBuilder rows = new StringBuilder();
            for (int i = from; i < Math.min(from + 500, count); i++) {
                rows.append(rows.isEmpty() ? "" : ",")
                        .append("('t")
                        .append(i)
                        .append("', '', 'quick', 'interval', '1', '', 1, 'ready', '{}')");
            }
            execute("INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra)"
                    + " VALUES " + rows);
        }
    }

    private static List<String> fired(List<SteppedHost> hosts) {
        return hosts.stream()
                .flatMap(host -> host.told(Started.class).stream())
                .map(e -> e.execution().taskId() + "@" + e.execution().fireAt())
                .toList();
    }
}

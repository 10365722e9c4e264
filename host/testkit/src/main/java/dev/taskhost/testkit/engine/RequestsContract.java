package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.engine.SchedulerEvent.EndDropped;
import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.Requests.FireResult;
import dev.taskhost.core.store.Requests.KillResult;
import dev.taskhost.core.store.Requests.ResetResult;
import dev.taskhost.core.store.TaskQueue.Entry;
import dev.taskhost.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people ask of running hosts. */
public abstract class RequestsContract extends EngineFixture {
    private static final Duration FIVE = Duration.ofSeconds(5);
    private static final String QUEUED =
            "INSERT INTO task_queue (task_id, fire_at, attempt, due_at, cause) VALUES (?, ?, 1, ?, 'fire')";
    private static final Duration ALIVE = Duration.ofSeconds(15);

    /** Requests bear the database's time, which is not the test's. */
    private void toTheTimeOf(StoreUnderTest store) {
        clock.advance(Duration.ofMillis(store.nodes().now() + 5 - clock.millis()));
    }

    @Test
    void aTaskIsRunNowWithItsOwnArgumentsOrOthers() {
        int task = insert("t", "quick", "date", "2040-01-01 00:00:00");
        StoreUnderTest store = store();
        SteppedHost host = host("a").settle();
        FireResult.Queued own = (FireResult.Queued) store.requests().fire("t", null, false);
        FireResult.Queued others = (FireResult.Queued) store.requests().fire("t", List.of("x, y", "\"z\""), false);
        assertThat(store.requests().waits(task, own.fireAt(), 1)).isTrue();
        toTheTimeOf(store);
        host.settle().settle();
        assertThat(bodies.calls())
                .extracting(BodyCall::args)
                .containsExactly(List.of("1", "2"), List.of("x, y", "\"z\""));
        Run run = store.history().byFireTime(task, others.fireAt(), 1).orElseThrow();
        assertThat(run.status()).isEqualTo(Status.SUCCESS);
        assertThat(run.cause()).isEqualTo(Cause.FIRE);
        assertThat(store.requests().waits(task, own.fireAt(), 1)).isFalse();
        assertThat(store.history().byId(run.executionId())).contains(run);
    }

    /** A fire time is told by its millisecond: a request does not take that of an execution, which would be found in its place. */
    @Test
    void aRequestAvoidsTheFireTimesOfExecutions() {
        int task = insert("t", "quick", "date", "2040-01-01 00:00:00");
        StoreUnderTest store = store();
        host("a").settle();
        long from = store.nodes().now();
        int span = 500; // however slow one statement is, the request falls into it
        execute("INSERT INTO task_execution (execution_id, task_id, fire_at) VALUES "
                + IntStream.range(0, span)
                        .mapToObj(i -> "(" + (1_000 + i) + ", " + task + ", " + (from + i) + ")")
                        .collect(Collectors.joining(", ")));
        FireResult.Queued queued = (FireResult.Queued) store.requests().fire("t", null, false);
        assertThat(queued.fireAt()).isGreaterThanOrEqualTo(from + span);
    }

    /** Each look is told of the first few of a task only, or thousands of one would hide the others. */
    @Test
    void aTaskWithManyWaitingLeavesTheOthersTheirTurn() {
        int crowd = insert("crowd", "quick", "date", "2040-01-01 00:00:00");
        int other = insert("other", "quick", "date", "2040-01-01 00:00:00");
        for (int i = 0; i < 40; i++) {
            execute(QUEUED, crowd, 1_000 + i, 1_000);
        }
        execute(QUEUED, other, 2_000, 2_000);
        List<Entry> told = store().queue().due(clock.millis(), 20);
        assertThat(told)
                .extracting(entry -> entry.what().taskId())
                .hasSizeLessThan(20)
                .contains(other);
        assertThat(told.getFirst().what().fireAt()).isEqualTo(1_000);
    }

    @Test
    void aTaskThatRunsIsRunOnceItIsFree() {
        int task = insert("t", "held", "date", "now");
        StoreUnderTest store = store();
        toTheTimeOf(store);
        SteppedHost host = host("a").settle();
        store.requests().fire("t", null, false);
        clock.advance(Duration.ofMinutes(1));
        host.settle();
        assertThat(statuses(task)).containsExactly("todo");
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        host.settle();
        assertThat(statuses(task)).containsExactly("success", "todo");
    }

    @Test
    void aDisabledTaskRunsOnlyWhenForced() {
        int task = insert("t", "quick", "interval", "5");
        execute("UPDATE task SET is_valid = 0 WHERE id = ?", task);
        StoreUnderTest store = store();
        SteppedHost host = host("a").settle();
        assertThat(store.requests().fire("t", null, false)).isEqualTo(new FireResult.Disabled());
        assertThat(store.requests().fire("none", null, true)).isEqualTo(new FireResult.NoTask());
        assertThat(store.requests().fire("t", null, true)).isInstanceOf(FireResult.Queued.class);
        toTheTimeOf(store);
        host.settle();
        assertThat(statuses(task)).containsExactly("success");
        assertThat(taskStatus(task)).isEqualTo("ready");
    }

    @Test
    void whatCannotRunIsAnswered() {
        int task = insert("t", "nobody", "interval", "5");
        StoreUnderTest store = store();
        SteppedHost host = host("a").settle();
        store.requests().fire("t", null, false);
        toTheTimeOf(store);
        host.settle();
        assertThat(statuses(task)).containsExactly("rejected", "skipped");
        assertThat(newestExtra(task)).contains("its task is rejected: execute_func 'nobody' names nothing");
    }

    @Test
    void anExecutionIsStoppedByItsHost() {
        int task = insert("t", "held", "interval", "5");
        StoreUnderTest store = store();
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        long execution = bodies.heldExecutions().getFirst();
        assertThat(store.requests().kill(execution, "stopped by hand")).isEqualTo(new KillResult.Asked());
        host.settle();
        assertThat(statuses(task)).containsExactly("cancelled");
        assertThat(newestExtra(task)).contains("stopped by hand");
        assertThat(store.requests().kill(execution, "again")).isEqualTo(new KillResult.Ended(Status.CANCELLED));
        assertThat(store.requests().kill(4711, "?")).isEqualTo(new KillResult.None());
        host.settle();
        assertThat(list("SELECT execution_id FROM task_stop")).isEmpty();
    }

    @Test
    void whatIsClaimedAheadIsStoppedBeforeItIsCalled() {
        int task = insert("t", "quick", "interval", "5");
        StoreUnderTest store = store();
        SteppedHost host = host("a", Duration.ofSeconds(1)).settle();
        host.settleAfter(Duration.ofMillis(4_999));
        assertThat(statuses(task)).containsExactly("todo");
        long execution = Long.parseLong(ask("SELECT id FROM execute_task"));
        assertThat(store.requests().kill(execution, "stopped by hand")).isEqualTo(new KillResult.Asked());
        host.settle().settleAfter(Duration.ofSeconds(1));
        assertThat(statuses(task)).containsExactly("cancelled");
        assertThat(bodies.calls()).isEmpty();
    }

    @Test
    void anotherProgramsExecutionIsNotOursToStop() {
        StoreUnderTest store = store();
        execute("INSERT INTO execute_task (task_id, status, extra, trace_id) VALUES (1, 'todo', '{}', 'abc')");
        long execution = Long.parseLong(ask("SELECT id FROM execute_task"));
        assertThat(store.requests().kill(execution, "?")).isEqualTo(new KillResult.Foreign());
    }

    @Test
    void whatAnotherProgramLeftIsFreedByHand() {
        int task = insert("t", "quick", "interval", "5");
        StoreUnderTest store = store();
        SteppedHost host = host("a").settle();
        execute("INSERT INTO execute_task (task_id, status, extra, trace_id) VALUES (?, 'todo', '{}', 'abc')", task);
        execute("UPDATE task SET status = 'doing' WHERE id = ?", task);
        host.settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("todo", "skipped");
        assertThat(store.requests().reset("t", false, ALIVE)).isEqualTo(new ResetResult.Freed(1));
        assertThat(store.requests().reset("t", false, ALIVE)).isEqualTo(new ResetResult.WasReady());
        assertThat(store.requests().reset("T", false, ALIVE)).isEqualTo(new ResetResult.NoTask());
        host.settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("lost", "skipped", "success");
    }

    @Test
    void whatALiveHostRunsIsFreedByForceOnly() {
        int task = insert("t", "held", "interval", "5");
        StoreUnderTest store = store();
        SteppedHost host = host("a").beat().settle().settleAfter(FIVE);
        long execution = bodies.heldExecutions().getFirst();
        assertThat(store.requests().reset("t", false, ALIVE)).isEqualTo(new ResetResult.Running(execution, "a"));
        assertThat(store.requests().reset("t", true, ALIVE)).isEqualTo(new ResetResult.Freed(1));
        assertThat(taskStatus(task)).isEqualTo("ready");
        bodies.release(execution, DONE);
        host.settle();
        assertThat(statuses(task)).containsExactly("lost");
        assertThat(host.told(EndDropped.class)).hasSize(1);
        host.settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("lost", "todo");
    }

    @Test
    void whatNobodyTouchedForLongIsFreedByAge() {
        int old = insert("old", "quick", "interval", "5");
        int young = insert("young", "quick", "interval", "5");
        int ours = insert("ours", "held", "interval", "5");
        StoreUnderTest store = store();
        host("a").settle().settleAfter(FIVE);
        execute("UPDATE task SET status = 'doing', update_at = '2020-01-01 00:00:00'");
        execute("INSERT INTO execute_task (task_id, status, extra, trace_id) VALUES (?, 'todo', '{}', 'abc')", young);
        execute("DELETE FROM execute_task WHERE task_id = ?", old);
        Lease lease = store.nodes().join(NodeInfo.named("b"), ALIVE);
        assertThat(store.nodes().freeForgotten(lease, Duration.ofHours(1))).containsExactly("old");
        assertThat(taskStatus(old)).isEqualTo("ready");
        assertThat(taskStatus(young)).isEqualTo("doing");
        assertThat(taskStatus(ours)).isEqualTo("doing");
    }
}

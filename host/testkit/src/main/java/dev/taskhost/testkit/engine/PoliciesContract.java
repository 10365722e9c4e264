package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.engine.SchedulerEvent.NextMissing;
import dev.taskhost.core.engine.SchedulerEvent.Queued;
import dev.taskhost.core.engine.SchedulerEvent.Retrying;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@code extra} promises: retry, misfire, overlap, recover, next. */
public abstract class PoliciesContract extends EngineFixture {
    private static final Duration FIVE = Duration.ofSeconds(5);
    private static final BodyResult FAILED = new BodyResult.Failed("no luck");

    /** "cause#attempt fire-second status" of each, oldest first; seconds from {@code START}. */
    private List<String> executions(int taskId) {
        return list("SELECT CONCAT(x.fire_at, ' ', x.cause, '#', x.attempt, ' ', e.status) FROM task_execution x"
                        + " JOIN execute_task e ON e.id = x.execution_id WHERE x.task_id = " + taskId
                        + " ORDER BY e.id")
                .stream()
                .map(row -> row.split(" ", 3))
                .map(row -> row[1] + " " + (Long.parseLong(row[0]) - START.toEpochMilli()) / 1_000 + " " + row[2])
                .toList();
    }

    @Test
    void aFailureIsTriedAgainLaterAndLaterUntilItSucceeds() {
        AtomicInteger calls = new AtomicInteger();
        bodies.quick("flaky", call -> calls.incrementAndGet() < 3 ? FAILED : DONE);
        int task = insert(
                "t", "flaky", "date", "2026-11-22 10:00:05", "{\"retry\":{\"max\":5,\"delay\":10,\"jitter\":0}}");
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        assertThat(executions(task)).containsExactly("trigger#1 5 fail");
        assertThat(taskStatus(task)).isEqualTo("ready");
        host.settleAfter(Duration.ofSeconds(9));
        assertThat(executions(task)).hasSize(1);
        host.settleAfter(Duration.ofSeconds(1));
        assertThat(executions(task)).containsExactly("trigger#1 5 fail", "retry#2 5 fail");
        host.settleAfter(Duration.ofSeconds(19));
        assertThat(executions(task)).hasSize(2);
        host.settleAfter(Duration.ofSeconds(1)).settleAfter(Duration.ofHours(3));
        assertThat(executions(task)).containsExactly("trigger#1 5 fail", "retry#2 5 fail", "retry#3 5 success");
        assertThat(host.told(Retrying.class)).hasSize(2);
        assertThat(list("SELECT id FROM task_queue")).isEmpty();
    }

    @Test
    void retriesEndAndSurviveARestart() {
        bodies.quick("bad", call -> FAILED);
        int task = insert("t", "bad", "date", "2026-11-22 10:00:05", "{\"retry\":{\"max\":1,\"delay\":10}}");
        host("a").settle().settleAfter(FIVE);
        clock.advance(Duration.ofSeconds(12));
        host("b").settle().settleAfter(Duration.ofHours(1)).settleAfter(Duration.ofHours(1));
        assertThat(executions(task)).containsExactly("trigger#1 5 fail", "retry#2 5 fail");
    }

    @Test
    void aTimeoutIsTriedAgain() {
        int slow = insert(
                "slow", "held", "date", "2026-11-22 10:00:05", "{\"timeout\":2,\"retry\":{\"max\":1,\"delay\":1}}");
        SteppedHost host = host("a").settle().settleAfter(FIVE).settleAfter(Duration.ofSeconds(2));
        host.settleAfter(Duration.ofSeconds(2));
        assertThat(executions(slow)).containsExactly("trigger#1 5 timeout", "retry#2 5 todo");
        host.settleAfter(Duration.ofSeconds(2)).settleAfter(Duration.ofHours(1));
        assertThat(executions(slow)).containsExactly("trigger#1 5 timeout", "retry#2 5 timeout");
    }

    @Test
    void whatIsCancelledIsNotTriedAgain() {
        int task = insert("t", "held", "date", "2026-11-22 10:00:05", "{\"retry\":1}");
        SteppedHost host = host("a").settle().settleAfter(FIVE).drain();
        clock.advance(Duration.ofSeconds(10));
        host.step();
        assertThat(executions(task)).containsExactly("trigger#1 5 cancelled");
        assertThat(list("SELECT id FROM task_queue")).isEmpty();
    }

    @Test
    void aRetryWaitsWhileTheNextFireTimeRuns() {
        AtomicInteger calls = new AtomicInteger();
        bodies.held("later");
        bodies.quick("first", call -> FAILED);
        int task = insert("t", "first", "interval", "5", "{\"retry\":{\"max\":1,\"delay\":6,\"jitter\":0}}");
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        execute("UPDATE task SET execute_func = 'later' WHERE id = ?", task);
        store().requests().reload("t");
        host.settle().settleAfter(FIVE).settleAfter(Duration.ofSeconds(2));
        assertThat(executions(task)).containsExactly("trigger#1 5 fail", "trigger#1 10 todo");
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        host.settle();
        assertThat(executions(task)).containsExactly("trigger#1 5 fail", "trigger#1 10 success", "retry#2 5 todo");
        assertThat(calls).hasValue(0);
    }

    @Test
    void aTaskDisabledBeforeItsRetryGetsARowThatSaysSo() {
        bodies.quick("bad", call -> FAILED);
        int task = insert("t", "bad", "date", "2026-11-22 10:00:05", "{\"retry\":{\"max\":1,\"delay\":10}}");
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        execute("UPDATE task SET is_valid = 0 WHERE id = ?", task);
        host.settleAfter(Duration.ofSeconds(12)).settle();
        assertThat(executions(task)).containsExactly("trigger#1 5 fail", "retry#2 5 skipped");
        assertThat(newestExtra(task)).contains("disabled before it could run");
        assertThat(list("SELECT id FROM task_queue")).isEmpty();
    }

    @Test
    void overlapQueueLetsFireTimesWaitInOrderUpToItsMax() {
        int task = insert("t", "held", "interval", "5", "{\"overlap\":{\"policy\":\"queue\",\"max\":2}}");
        SteppedHost host = host("a").settle();
        for (int i = 0; i < 4; i++) {
            host.settleAfter(FIVE);
        }
        assertThat(executions(task)).containsExactly("trigger#1 5 todo", "trigger#1 20 skipped");
        assertThat(newestExtra(task)).contains("2 fire times wait for it already");
        assertThat(host.told(Queued.class)).hasSize(2);
        for (int i = 0; i < 3; i++) {
            bodies.release(bodies.heldExecutions().getFirst(), DONE);
            host.settle();
        }
        assertThat(executions(task))
                .containsExactly(
                        "trigger#1 5 success", "trigger#1 20 skipped", "overlap#1 10 success", "overlap#1 15 success");
        assertThat(taskStatus(task)).isEqualTo("ready");
    }

    @Test
    void overlapReplaceStopsWhatRunsAndRunsTheNewest() {
        int task = insert("t", "held", "interval", "5", "{\"overlap\":\"replace\"}");
        SteppedHost host = host("a").settle().settleAfter(FIVE);
        host.settleAfter(FIVE).settle();
        assertThat(executions(task)).containsExactly("trigger#1 5 cancelled", "overlap#1 10 todo");
        assertThat(ask("SELECT extra FROM execute_task WHERE status = 'cancelled'"))
                .contains("replaced by the fire time 2026-11-22T10:00:10Z");
        assertThat(list("SELECT execution_id FROM task_stop")).hasSizeLessThanOrEqualTo(1);
        host.settle();
        assertThat(list("SELECT execution_id FROM task_stop")).isEmpty();
    }

    @Test
    void overlapReplaceWaitsForAnotherProgramAndOnlyTheNewestWaits() {
        int task = insert("t", "quick", "interval", "5", "{\"overlap\":\"replace\"}");
        SteppedHost host = host("a").settle();
        execute("UPDATE task SET status = 'doing' WHERE id = ?", task);
        host.settleAfter(FIVE).settleAfter(FIVE);
        assertThat(executions(task)).containsExactly("overlap#1 5 skipped");
        execute("UPDATE task SET status = 'ready' WHERE id = ?", task);
        host.settleAfter(Duration.ofSeconds(1));
        assertThat(executions(task)).containsExactly("overlap#1 5 skipped", "overlap#1 10 success");
    }

    @Test
    void misfireRunOnceRunsTheNewestAfterALongGap() {
        int task = insert("t", "quick", "interval", "3600", "{\"misfire\":\"run_once\"}");
        host("a").settle();
        clock.advance(Duration.ofMinutes(200));
        host("a").settle();
        assertThat(executions(task)).containsExactly("trigger#1 3600 missed", "trigger#1 10800 success");
        assertThat(ask("SELECT extra FROM execute_task WHERE status = 'missed'"))
                .contains("\"count\":2");
    }

    @Test
    void misfireRunAllRunsEachInOrder() {
        int task = insert("t", "quick", "interval", "3600", "{\"misfire\":{\"policy\":\"run_all\",\"max\":2}}");
        host("a").settle();
        clock.advance(Duration.ofMinutes(200));
        host("a").settle().settle().settle();
        assertThat(executions(task))
                .containsExactly("trigger#1 3600 missed", "misfire#1 7200 success", "misfire#1 10800 success");
        assertThat(ask("SELECT next_fire_at FROM task_schedule"))
                .isEqualTo(String.valueOf(START.toEpochMilli() + 4 * 3_600_000));
    }

    @Test
    void whatWasLostIsRunAgainWhereItIsToBe() {
        int again = insert("again", "held", "date", "2026-11-22 10:00:05", "{\"recover\":true}");
        int not = insert("not", "held", "date", "2026-11-22 10:00:05");
        host("a").settle().settleAfter(FIVE);
        host("a").beat().settle().settle(); // the same name: its old epoch is dead
        assertThat(executions(again)).containsExactly("trigger#1 5 lost", "recover#2 5 todo");
        assertThat(executions(not)).containsExactly("trigger#1 5 lost");
        assertThat(bodies.calls().stream().map(BodyCall::taskKey)).containsExactly("again", "not", "again");
    }

    @Test
    void aTaskThatKillsItsHostsIsNotRunForEver() {
        int task = insert("t", "held", "date", "2026-11-22 10:00:05", "{\"recover\":true}");
        host("a").settle().settleAfter(FIVE);
        for (int i = 0; i < 6; i++) {
            host("a").beat().settle().settle();
        }
        assertThat(executions(task))
                .containsExactly("trigger#1 5 lost", "recover#2 5 lost", "recover#3 5 lost", "recover#4 5 lost");
    }

    @Test
    void successFiresTheNextTasks() {
        insert("a", "quick", "date", "2026-11-22 10:00:05", "{\"next\":[\"b\",\"c\",\"gone\"]}");
        int b = insert("b", "quick", "date", "2030-01-01 00:00:00", "{\"next\":\"d\"}");
        int c = insert("c", "quick", "cron", "0 0 1 1 *");
        int d = insert("d", "quick", "date", "2030-01-01 00:00:00");
        SteppedHost host = host("a").settle().settleAfter(FIVE).settle().settle();
        assertThat(executions(b)).containsExactly("next#1 5 success");
        assertThat(executions(c)).containsExactly("next#1 5 success");
        assertThat(executions(d)).containsExactly("next#1 5 success");
        assertThat(host.told(NextMissing.class))
                .extracting(NextMissing::taskKey)
                .containsExactly("gone");
    }

    @Test
    void aFailureFiresNothing() {
        bodies.quick("bad", call -> FAILED);
        insert("a", "bad", "date", "2026-11-22 10:00:05", "{\"next\":\"b\"}");
        int b = insert("b", "quick", "date", "2030-01-01 00:00:00");
        host("a").settle().settleAfter(FIVE).settle();
        assertThat(executions(b)).isEmpty();
    }

    @Test
    void aCircleIsRefusedAndNamedAndFreedWhenItIsBroken() {
        insert("a", "quick", "interval", "3600", "{\"next\":\"b\"}");
        int b = insert("b", "quick", "interval", "3600", "{\"next\":[\"x\",\"c\"]}");
        int c = insert("c", "quick", "interval", "3600", "{\"next\":\"a\"}");
        int self = insert("self", "quick", "interval", "3600", "{\"next\":\"self\"}");
        SteppedHost host = host("a").settle();
        assertThat(newestExtra(c)).contains("extra.next makes a circle, c → a → b → c");
        assertThat(newestExtra(self)).contains("self → self");
        assertThat(list("SELECT task_id FROM task_schedule WHERE next_fire_at IS NULL ORDER BY 1"))
                .containsExactly(String.valueOf(c), String.valueOf(self));
        execute("UPDATE task SET is_valid = 0 WHERE id = ?", b);
        host.settle().settle();
        assertThat(list("SELECT task_id FROM task_schedule WHERE next_fire_at IS NULL ORDER BY 1"))
                .containsExactly(String.valueOf(b), String.valueOf(self));
    }

    @Test
    void twoHostsShareTheQueueAndNothingRunsTwice() {
        bodies.quick("bad", call -> FAILED);
        for (int i = 0; i < 60; i++) {
            insert("t" + i, "bad", "date", "2026-11-22 10:00:05", "{\"retry\":{\"max\":3,\"delay\":1,\"jitter\":0.9}}");
        }
        SteppedHost one = host("one").beat().settle();
        SteppedHost two = host("two").beat().settle();
        one.beat();
        for (int i = 0; i < 40; i++) {
            one.hold().settleAfter(Duration.ofMillis(500));
            two.settle();
            one.release().step();
        }
        assertThat(list("SELECT CONCAT(task_id, ' ', attempt) FROM task_execution"))
                .hasSize(240)
                .doesNotHaveDuplicates();
        assertThat(bodies.calls()).hasSize(240);
        assertThat(list("SELECT DISTINCT status FROM execute_task")).containsExactly("fail");
        assertThat(list("SELECT id FROM task_queue")).isEmpty();
    }
}

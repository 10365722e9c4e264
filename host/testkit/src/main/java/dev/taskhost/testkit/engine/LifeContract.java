package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Load;
import dev.taskhost.core.engine.SchedulerEvent.Ended;
import dev.taskhost.core.engine.SchedulerEvent.Started;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From the fire time to the recorded end, on one host. */
public abstract class LifeContract extends EngineFixture {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    @Test
    void anIntervalFiresOneIntervalAfterRegistrationAndThenWithoutDrift() {
        int task = insert("t", "quick", "interval", "5");
        SteppedHost host = host("a").settle();
        host.settleAfter(Duration.ofMillis(4_999));
        assertThat(statuses(task)).isEmpty();
        for (int i = 0; i < 3; i++) {
            host.settleAfter(Duration.ofMillis(5_003 - (i == 0 ? 4_999 : 0)));
        }
        assertThat(statuses(task)).containsExactly("success", "success", "success");
        assertThat(host.told(Started.class))
                .extracting(e -> e.execution().fireAt() - START.toEpochMilli())
                .containsExactly(5_000L, 10_000L, 15_000L);
        assertThat(taskStatus(task)).isEqualTo("ready");
    }

    @Test
    void theBodyIsCalledAsTheRowSays() {
        insert("t", "quick", "interval", "5", "{\"kwargs\":{\"days\":7}}");
        host("a").settle().settleAfter(Duration.ofSeconds(5));
        BodyCall call = bodies.calls().getFirst();
        assertThat(call.taskKey()).isEqualTo("t");
        assertThat(call.args()).containsExactly("1", "2");
        assertThat(call.kwargs()).containsEntry("days", 7L);
        assertThat(call.executionId()).isEqualTo(Long.parseLong(ask("SELECT MAX(id) FROM execute_task")));
        assertThat(call.traceId()).matches("[0-9a-f]{32}").isEqualTo(ask("SELECT trace_id FROM execute_task"));
    }

    @Test
    void whileItRunsTheRowSaysSoAndTheNextFireTimeIsSkipped() {
        int task = insert("t", "held", "interval", "5");
        SteppedHost host = host("a").settle().settleAfter(Duration.ofSeconds(5));
        assertThat(taskStatus(task)).isEqualTo("doing");
        assertThat(statuses(task)).containsExactly("todo");
        host.settleAfter(Duration.ofSeconds(5));
        assertThat(statuses(task)).containsExactly("todo", "skipped");
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        host.settle();
        assertThat(statuses(task)).containsExactly("success", "skipped");
        assertThat(taskStatus(task)).isEqualTo("ready");
    }

    @Test
    void anErrorAndAResultAreKept() {
        int bad = insert("bad", "bad", "interval", "5");
        int good = insert("good", "good", "interval", "5");
        bodies.quick("bad", call -> new BodyResult.Failed("Traceback\nZeroDivisionError: 零"));
        bodies.quick("good", call -> new BodyResult.Returned("{\"n\":1}", null));
        SteppedHost host = host("a").settle().settleAfter(Duration.ofSeconds(5));
        assertThat(statuses(bad)).containsExactly("fail");
        assertThat(newestExtra(bad)).isEqualTo("{\"err\":\"Traceback\\nZeroDivisionError: 零\"}");
        assertThat(statuses(good)).containsExactly("success");
        assertThat(newestExtra(good)).isEqualTo("{\"result\":{\"n\":1}}");
        assertThat(host.told(Ended.class)).hasSize(2);
    }

    @Test
    void whatABodyWroteIntoExtraWhileItRanIsKept() {
        int task = insert("t", "held", "interval", "5");
        SteppedHost host = host("a").settle().settleAfter(Duration.ofSeconds(5));
        execute("UPDATE execute_task SET extra = '{\"mine\":[1],\"result\":0}' WHERE task_id = ?", task);
        bodies.release(bodies.heldExecutions().getFirst(), new BodyResult.Returned("2", null));
        host.settle();
        assertThat(newestExtra(task)).isEqualTo("{\"mine\":[1],\"result\":2}");
    }

    @Test
    void aDateFiresOncePerSpecWhateverHappens() {
        int now = insert("now", "quick", "date", "now");
        int soon = insert("soon", "quick", "date", "2026-11-22 10:00:07");
        SteppedHost host = host("a").settle();
        assertThat(statuses(now)).containsExactly("success");
        host.settleAfter(Duration.ofSeconds(7));
        assertThat(statuses(soon)).containsExactly("success");
        host("a").settle().settleAfter(ONE_SECOND);
        execute("UPDATE task SET is_valid = 0");
        SteppedHost again = host("a").settle();
        execute("UPDATE task SET is_valid = 1");
        again.settle().settleAfter(ONE_SECOND);
        assertThat(statuses(now)).containsExactly("success");
        assertThat(statuses(soon)).containsExactly("success");
        execute("UPDATE task SET spec = '2026-11-22 10:00:30' WHERE task_key = 'now'");
        again.settle().settleAfter(Duration.ofSeconds(30));
        assertThat(statuses(now)).containsExactly("success", "success");
    }

    @Test
    void aDateLongPastIsRecordedAsMissedOnce() {
        int task = insert("t", "quick", "date", "2020-04-24 18:08:00");
        host("a").settle().settleAfter(ONE_SECOND);
        host("a").settle();
        assertThat(statuses(task)).containsExactly("missed");
    }

    @Test
    void atTheTimeoutTheBodyIsStopped() {
        int task = insert("t", "held", "interval", "60", "{\"timeout\": 2.5}");
        SteppedHost host = host("a").settle().settleAfter(Duration.ofMinutes(1));
        host.settleAfter(Duration.ofMillis(2_499));
        assertThat(statuses(task)).containsExactly("todo");
        host.settleAfter(Duration.ofMillis(1));
        assertThat(statuses(task)).containsExactly("timeout");
        assertThat(newestExtra(task)).contains("extra.timeout, 2.5 s").contains("it stood in held");
        assertThat(taskStatus(task)).isEqualTo("ready");
    }

    @Test
    void theEndDrainsThenInterruptsAndLeavesNothingDoing() {
        int task = insert("t", "held", "interval", "5");
        int other = insert("u", "quick", "interval", "6");
        SteppedHost host = host("a").settle().settleAfter(Duration.ofSeconds(5)).drain();
        host.settleAfter(Duration.ofSeconds(9));
        assertThat(host.drained()).isFalse();
        assertThat(statuses(other)).isEmpty();
        host.settleAfter(ONE_SECOND);
        assertThat(host.drained()).isTrue();
        assertThat(statuses(task)).containsExactly("cancelled");
        assertThat(newestExtra(task)).contains("told to end").contains("it stood in held");
        assertThat(taskStatus(task)).isEqualTo("ready");
    }

    @Test
    void fiveHundredTasksOfOneSecondAllRun() {
        for (int i = 0; i < 500; i++) {
            insert("t" + i, "quick", "interval", "1");
        }
        SteppedHost host = host("a").settle();
        host.settleAfter(ONE_SECOND).settleAfter(ONE_SECOND);
        assertThat(ask("SELECT COUNT(*) FROM execute_task WHERE status = 'success'"))
                .isEqualTo("1000");
        assertThat(host.told(Ended.class)).hasSize(1_000);
    }

    @Test
    void aCallIsToldItsPriorityAndWhatItMayMeet() {
        insert("t", "quick", "date", "2026-11-22 10:00:05", "{\"priority\": 7}");
        int bad = insert("bad", "quick", "date", "2026-11-22 10:00:05", "{\"isolation\": \"fresh\"}");
        host("a").settle().settleAfter(Duration.ofSeconds(5));
        assertThat(bodies.calls()).extracting(BodyCall::priority).containsExactly(7);
        assertThat(statuses(bad)).containsExactly("rejected");
        assertThat(newestExtra(bad))
                .contains("extra.isolation is ")
                .contains("fresh")
                .contains("cannot have");
    }

    @Test
    void aHostTellsWhatWaitsAndWhatItCouldNotStop() {
        bodies.load(new Load(3, 1));
        host("a").settle().beat();
        assertThat(store().nodes().list())
                .extracting(row -> row.report().load())
                .containsExactly(new Load(3, 1));
    }
}

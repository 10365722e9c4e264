package dev.taskhost.notice.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.notice.TestSettings;
import dev.taskhost.notice.body.NoticeOperation;
import dev.taskhost.notice.body.NoticeRequest;
import dev.taskhost.notice.body.OutboxTeller;
import dev.taskhost.notice.message.Layout;
import dev.taskhost.notice.message.PlainText;
import dev.taskhost.testkit.engine.SteppedHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What people are told, and when. */
abstract class TellingContract extends DeskFixture {
    @Test
    void aFailureIsToldOnceAndThenItsEnd() {
        insert("t", "moody", "interval", "60", "{}");
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", ops());
        fails(host, desk);
        assertThat(ops.titles()).containsExactly("t failed");
        assertThat(Layout.fit(ops.last(), new PlainText(), 5_000))
                .contains("Fire time: 2026-11-22 18:01:00 Asia/Shanghai\nHost: a\nExecution: 1\nTrace id: ")
                .contains("\nValueError: 零\n  File \"t.py\", line 1, in t");
        fails(host, desk);
        fails(host, desk);
        assertThat(ops.titles()).hasSize(1);
        succeeds(host, desk);
        assertThat(ops.titles()).containsExactly("t failed", "t has recovered");
        assertThat(Layout.fit(ops.last(), new PlainText(), 5_000))
                .contains("After: failed\n")
                .contains("Times: 3 since 2026-11-22 18:01:00 Asia/Shanghai");
        succeeds(host, desk);
        assertThat(ops.titles()).hasSize(2);
        fails(host, desk);
        assertThat(ops.titles()).last().isEqualTo("t failed");
    }

    @Test
    void aTaskThatFailsNowAndThenMayStayOneAlarmUntilItHasSettled() {
        insert("t", "moody", "interval", "60", "{}");
        SteppedHost host = host("a").settle();
        NoticeDesk desk =
                desk("a", TestSettings.recoveringAfter(Duration.ofMinutes(3), TestSettings.sender("ops", 20, "")));
        for (int i = 0; i < 5; i++) {
            fails(host, desk);
            succeeds(host, desk);
        }
        assertThat(ops.titles()).containsExactly("t failed");
        succeeds(host, desk);
        assertThat(ops.titles()).hasSize(1);
        succeeds(host, desk);
        assertThat(ops.titles()).containsExactly("t failed", "t has recovered");
        assertThat(Layout.fit(ops.last(), new PlainText(), 5_000)).contains("Times: 5 since");
    }

    @Test
    void whatGoesOnFailingIsToldAgainAfterTheInterval() {
        insert("t", "moody", "interval", "3600", "{}");
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", ops());
        for (int hour = 0; hour < 9; hour++) {
            result = BAD;
            host.settleAfter(Duration.ofHours(1));
            desk.step();
        }
        assertThat(ops.titles()).hasSize(3);
        assertThat(Layout.fit(ops.last(), new PlainText(), 5_000)).contains("Times: 9 since 2026-11-22 19:00:00");
    }

    @Test
    void whatABodyWantsToldIsSentByWhicheverHostSendsAndOpensNoAlarm() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        NoticeOperation notice = new NoticeOperation(
                ops(),
                new OutboxTeller("a", ops(), store().history(), store().alarms(), store().outbox(), clock),
                Runnable::run);
        bodies.quick("says", call -> {
            Borrower who = new Borrower(call.taskKey(), call.executionId(), call.traceId());
            try {
                notice.ask(who, List.of("{\"text\":\"no rows today\"}"))
                        .thenAccept(told::complete)
                        .join();
            } catch (ServiceException e) {
                return new BodyResult.Failed(String.valueOf(e.getMessage()));
            }
            return DONE;
        });
        int task = insert("t", "says", "interval", "60", "{}");
        host("a").settle().settleAfter(Duration.ofMinutes(1));
        assertThat(statuses(task)).containsExactly("success");
        assertThat(told).isCompletedWithValue("[\"ops\"]");
        NoticeDesk elsewhere = desk("b", ops());
        elsewhere.step();
        assertThat(ops.titles()).containsExactly("t says");
        assertThat(Layout.fit(ops.last(), new PlainText(), 5_000))
                .contains("\nno rows today\nTask: t\n")
                .contains("Fire time: 2026-11-22 18:01:00 Asia/Shanghai\nHost: a\nExecution: 1\nTrace id: "
                        + ask("SELECT trace_id FROM execute_task"));
        assertThat(ops.last().data()).extracting("counts").isEqualTo(Map.of("message", 1));
        advance(elsewhere, 5);
        assertThat(ops.titles()).as("once, and nothing to recover from").hasSize(1);
        assertThat(store().alarms().list(10)).isEmpty();
    }

    @Test
    void aNoticeThatCannotBePutDownSaysSo() {
        OutboxTeller teller =
                new OutboxTeller("a", ops(), store().history(), store().alarms(), store().outbox(), clock);
        NoticeRequest request = new NoticeRequest("x", "", List.of(), false);
        assertThatThrownBy(() -> teller.tell(new Borrower("t", 4711, "t4711"), request))
                .hasMessageContainingAll("the row of t (execution 4711) is gone", "nobody is told");
        execute("DROP TABLE execute_task");
        assertThatThrownBy(() -> teller.tell(new Borrower("t", 4711, "t4711"), request))
                .isInstanceOf(ServiceException.class)
                .hasMessageContainingAll("the notice could not be put down", "a table is missing", "Try again");
    }

    @Test
    void onlyTheLastAttemptIsTold() {
        insert(
                "t",
                "moody",
                "interval",
                "600",
                "{\"retry\": {\"max\": 2, \"delay\": 5, \"backoff\": 1, \"jitter\": 0}}");
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", ops());
        result = BAD;
        host.settleAfter(Duration.ofMinutes(10));
        desk.step();
        host.settleAfter(Duration.ofSeconds(5));
        desk.step();
        assertThat(ops.titles()).isEmpty();
        host.settleAfter(Duration.ofSeconds(5));
        desk.step();
        assertThat(ops.titles()).containsExactly("t failed");
    }

    @Test
    void everyKindOfTroubleIsTold() {
        insert("rejected", "nowhere", "interval", "60", "{}");
        insert("timeout", "held", "interval", "60", "{\"timeout\": 5}");
        insert("missed", "moody", "date", "2020-01-01 00:00:00", "{}");
        SteppedHost host = host("a").settle();
        host.settleAfter(Duration.ofSeconds(60)).settleAfter(Duration.ofSeconds(6));
        desk("a", ops()).step();
        assertThat(ops.titles())
                .containsExactlyInAnyOrder("rejected cannot run", "timeout timed out", "missed missed its fire time");
    }

    @Test
    void anExecutionOfADeadHostIsToldByAnother() {
        insert("t", "held", "interval", "600", "{}");
        host("a").settle().settleAfter(Duration.ofMinutes(10));
        SteppedHost other = host("b").settle();
        execute("UPDATE task_node SET heartbeat_at = heartbeat_at - 16000 WHERE node = 'a'");
        other.beat().settle();
        desk("b", ops()).step();
        assertThat(ops.titles()).containsExactly("t was lost: its host died");
        assertThat(Layout.fit(ops.last(), new PlainText(), 5_000))
                .contains("Host: a")
                .contains("host a died");
    }

    @Test
    void aHungTaskIsLateAfterItsDelayAndRecoversWithItsNextSuccess() {
        insert("t", "held", "interval", "60", "{\"delay\": 300}");
        SteppedHost host = host("a").settle().settleAfter(Duration.ofMinutes(1));
        NoticeDesk desk = desk("a", ops());
        for (int minute = 2; minute <= 7; minute++) {
            host.settleAfter(Duration.ofMinutes(1));
            desk.step();
        }
        assertThat(ops.titles()).isEmpty();
        host.settleAfter(Duration.ofMinutes(1));
        desk.step();
        assertThat(ops.titles()).containsExactly("t is late");
        assertThat(Layout.fit(ops.last(), new PlainText(), 5_000)).contains("Fire time: 2026-11-22 18:02:00");
        host.settleAfter(Duration.ofMinutes(1));
        desk.step();
        assertThat(ops.titles()).as("told once").hasSize(1);
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        host.settle().settleAfter(Duration.ofMinutes(1));
        desk.step();
        bodies.release(bodies.heldExecutions().getFirst(), DONE);
        host.settle();
        desk.step();
        assertThat(ops.titles()).containsExactly("t is late", "t has recovered");
    }

    @Test
    void aDailyTaskIsNotLateWithinItsDayButWhenNobodyServesIt() {
        int id = insert("t", "moody", "interval", "86400", "{}");
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", ops());
        for (int hour = 0; hour < 23; hour++) {
            clock.advance(Duration.ofHours(1));
            desk.step();
        }
        host.settleAfter(Duration.ofHours(1));
        desk.step();
        assertThat(statuses(id)).containsExactly("success");
        clock.advance(Duration.ofHours(25)); // and nobody is there
        desk.step();
        desk.step();
        assertThat(ops.titles()).isEmpty();
        clock.advance(Duration.ofMinutes(2));
        desk.step();
        desk.step();
        assertThat(ops.titles()).containsExactly("t is late");
    }

    @Test
    void twoHostsTellEachThingOnce() {
        insert("t", "moody", "interval", "60", "{}");
        SteppedHost host = host("a").settle();
        NoticeDesk first = desk("a", ops());
        NoticeDesk second = desk("b", ops());
        result = BAD;
        host.settleAfter(Duration.ofMinutes(1));
        second.step();
        first.step();
        second.step();
        assertThat(ops.titles()).containsExactly("t failed");
        second.leave();
        result = DONE;
        host.settleAfter(Duration.ofMinutes(1));
        first.step();
        second.step();
        assertThat(ops.titles()).containsExactly("t failed", "t has recovered");
    }

    @Test
    void aTaskThatIsDisabledIsForgottenAndOneThatIsOffIsNotTold() {
        int id = insert("t", "moody", "interval", "60", "{}");
        insert("off", "moody", "interval", "60", "{\"alert\": \"off\"}");
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", ops());
        fails(host, desk);
        assertThat(ops.titles()).containsExactly("t failed");
        execute("UPDATE task SET is_valid = 0 WHERE id = ?", id);
        host.settleAfter(Duration.ofMinutes(2));
        desk.step();
        assertThat(list("SELECT DISTINCT task_key FROM task_alarm")).containsExactly("off");
        succeeds(host, desk);
        assertThat(ops.titles()).hasSize(1);
    }

    @Test
    void whatHappenedLongAgoIsNotTold() {
        insert("t", "moody", "interval", "60", "{}");
        SteppedHost host = host("a").settle();
        result = BAD;
        host.settleAfter(Duration.ofMinutes(1));
        clock.advance(Duration.ofHours(25));
        desk("a", ops()).step();
        assertThat(ops.titles()).doesNotContain("t failed");
        assertThat(list("SELECT id FROM task_occurrence")).isEmpty();
    }
}

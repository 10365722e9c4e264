package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.notice.Alarms;
import dev.taskhost.core.notice.Alarms.Alarm;
import dev.taskhost.core.notice.Alarms.Decision;
import dev.taskhost.core.notice.Alarms.Occurrence;
import dev.taskhost.core.notice.Alarms.Over;
import dev.taskhost.core.notice.Alarms.Overdue;
import dev.taskhost.core.notice.Alarms.Slice;
import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.notice.Outbox.NewNotice;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.core.store.Ledger.Miss;
import dev.taskhost.core.store.Ledger.Rejection;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes wrong is written down with the outcome itself, and becomes alarms once, whoever is at it. */
public abstract class AlarmContract extends StoreContract {
    private static final Duration HOLD = Duration.ofSeconds(15);

    private Alarms alarms() {
        return store().alarms();
    }

    @Test
    void anOutcomeThatPeopleAreToldOfIsWrittenDownWithIt() {
        end(running("ok"), Status.SUCCESS);
        end(running("stopped"), Status.CANCELLED);
        assertThat(alarms().occurrences(10)).isEmpty();
        Running fails = running("fails");
        end(fails, Status.FAIL);
        Running late = running("late");
        end(late, Status.TIMEOUT);
        assertThat(happened()).containsExactly(fails.task() + " failed", late.task() + " timeout");
        Occurrence first = alarms().occurrences(1).getFirst();
        assertThat(first.executionId()).isEqualTo(fails.execution());
        assertThat(first.at()).isEqualTo(6_000);
    }

    @Test
    void anAttemptThatIsTriedAgainIsNotToldOf() {
        Running run = running("tried");
        NewEntry retry = new NewEntry(run.task(), 5_000, 2, 9_000, Cause.RETRY);
        store().ledger()
                .end(
                        lease(),
                        List.of(new End(
                                run.execution(), run.task(), Status.FAIL, "{}", 5_000L, 6_000, List.of(retry))));
        assertThat(alarms().occurrences(10)).isEmpty();
    }

    @Test
    void anEndThatIsRepeatedIsWrittenDownOnce() {
        Running run = running("twice");
        end(run, Status.FAIL);
        end(run, Status.FAIL);
        Running other = running("other");
        sql("UPDATE execute_task SET extra = '{\"mine\":1}' WHERE id = " + other.execution()); // the careful way
        end(other, Status.FAIL);
        end(other, Status.FAIL);
        assertThat(happened()).containsExactly(run.task() + " failed", other.task() + " failed");
    }

    @Test
    void missedRejectedSkippedAndLostToo() {
        int missed = task("missed");
        plan(missed, 5_000);
        store().ledger()
                .miss(lease(), List.of(new Miss(missed, 5_000, 5_000, 7_000, 3, false, 8_000L, trace(), List.of())));
        int bad = task("bad");
        Rejection rejection = new Rejection(bad, A, "no such function", trace());
        store().ledger().reject(lease(), List.of(rejection));
        store().ledger().reject(lease(), List.of(new Rejection(bad, A, "no such function", trace())));
        Running held = running("held");
        start(held.task(), 6_000);
        assertThat(happened()).containsExactly(missed + " missed", bad + " rejected", held.task() + " skipped");
        StoreUnderTest other = open();
        Lease b = other.nodes().join(NodeInfo.named("b"), Duration.ofSeconds(15));
        sql("UPDATE task_node SET heartbeat_at = heartbeat_at - 16000 WHERE node = 'a'");
        other.nodes().recover(b, Duration.ofSeconds(15));
        assertThat(happened()).last().isEqualTo(held.task() + " lost");
    }

    @Test
    void aDecisionIsRecordedWholeAndOnce() {
        Running run = running("t");
        end(run, Status.FAIL);
        List<Long> taken = alarms().occurrences(10).stream().map(Occurrence::id).toList();
        Alarm alarm = alarm(run, NoticeEvent.FAILED, List.of("ops", "mail"));
        Decision decision = new Decision(taken, List.of(alarm), List.of(), List.of(), List.of(notice(run)));
        assertThat(alarms().record(decision)).isTrue();
        assertThat(alarms().occurrences(10)).isEmpty();
        assertThat(alarms().open(List.of(run.task()))).containsExactly(alarm);
        assertThat(alarms().record(decision)).as("another host's").isFalse();
        Decision again = new Decision(List.of(), List.of(alarm), List.of(), List.of(), List.of(notice(run)));
        assertThat(alarms().record(again)).as("an alarm that is open").isFalse();
        assertThat(column("SELECT COUNT(*) FROM task_notice")).containsExactly("1");
    }

    @Test
    void alarmsAreChangedAndClosed() {
        Running run = running("t");
        Alarm alarm = alarm(run, NoticeEvent.FAILED, List.of());
        assertThat(alarms().record(new Decision(List.of(), List.of(alarm), List.of(), List.of(), List.of())))
                .isTrue();
        Alarm more = new Alarm(run.task(), NoticeEvent.FAILED, "t", 6_000, 9_000, 7, 99, null, 3, List.of("ops"));
        assertThat(alarms().record(new Decision(List.of(), List.of(), List.of(more), List.of(), List.of())))
                .isTrue();
        assertThat(alarms().list(10)).containsExactly(more);
        Decision close = new Decision(List.of(), List.of(), List.of(), List.of(more), List.of());
        assertThat(alarms().record(close)).isTrue();
        assertThat(alarms().record(close)).isFalse();
        assertThat(alarms().list(10)).isEmpty();
    }

    @Test
    void anAlarmIsOverWithTheFirstSuccessAfterIt() {
        endsWithTheNextSuccess();
    }

    private void endsWithTheNextSuccess() {
        Running failed = running("t");
        end(failed, Status.FAIL);
        open(alarm(failed, NoticeEvent.FAILED, List.of("ops")));
        assertThat(alarms().over()).isEmpty();
        long next = started(failed.task(), 6_000);
        assertThat(alarms().over()).as("it runs").isEmpty();
        end(new Running(failed.task(), next), Status.SUCCESS);
        Over over = alarms().over().getFirst();
        assertThat(over.executionId()).isEqualTo(next);
        assertThat(over.alarm().event()).isEqualTo(NoticeEvent.FAILED);
    }

    @Test
    void theSameWithoutAnIndexOnTheTeamsTable() {
        sql("ALTER TABLE execute_task DROP INDEX ix__execute_task__task_id");
        endsWithTheNextSuccess();
    }

    @Test
    void whatSkippedIsOverWithTheNextRun() {
        Running held = running("t");
        start(held.task(), 6_000);
        long skipped = Long.parseLong(
                String.valueOf(column("SELECT MAX(id) FROM execute_task").getFirst()));
        open(alarm(new Running(held.task(), skipped), NoticeEvent.SKIPPED, List.of()));
        assertThat(alarms().list(10)).as("not an alarm to people").isEmpty();
        end(held, Status.SUCCESS);
        assertThat(alarms().over()).as("it began before").isEmpty();
        started(held.task(), 7_000);
        assertThat(alarms().over()).hasSize(1);
    }

    @Test
    void anAlarmEndsWithItsTaskAndSurvivesAnEmptiedTable() {
        Running gone = running("gone");
        Running disabled = running("disabled");
        Running stays = running("stays");
        for (Running run : List.of(gone, disabled, stays)) {
            open(alarm(new Running(run.task(), 1_000), NoticeEvent.FAILED, List.of()));
        }
        sql("DELETE FROM task WHERE id = " + gone.task());
        sql("UPDATE task SET is_valid = 0 WHERE id = " + disabled.task());
        assertThat(alarms().closeOfGone()).isEqualTo(2);
        assertThat(alarms().list(10)).extracting(Alarm::taskKey).containsExactly("stays");
        end(stays, Status.SUCCESS);
        assertThat(alarms().over())
                .as("execution 1000 was forgotten with its table")
                .hasSize(1);
    }

    @Test
    void theWorkIsOneHostsUntilItFallsSilentOrGivesItBack() {
        Alarms other = open().alarms();
        assertThat(alarms().claim("a", 1_000, HOLD)).isTrue();
        assertThat(other.claim("b", 2_000, HOLD)).isFalse();
        assertThat(alarms().claim("a", 10_000, HOLD)).isTrue();
        assertThat(other.claim("b", 16_000, HOLD)).isFalse();
        assertThat(other.claim("b", 25_000, HOLD)).isTrue();
        assertThat(alarms().claim("a", 25_001, HOLD)).isFalse();
        alarms().release("a");
        assertThat(alarms().claim("a", 25_002, HOLD)).isFalse();
        other.release("b");
        assertThat(alarms().claim("a", 25_003, HOLD)).isTrue();
    }

    @Test
    void lateTasksAreFoundSliceBySlice() {
        List<Integer> ids = tasks(5);
        ids.forEach(id -> plan(id, 1_000L * id));
        sql("UPDATE task SET is_valid = 0 WHERE id = " + ids.get(1));
        long before = 1_000L * ids.get(4);
        Slice first = alarms().overdue(Integer.MIN_VALUE, 3, before);
        assertThat(first.lastTaskId()).isEqualTo(ids.get(2));
        assertThat(first.overdue()).extracting(each -> each.task().taskId()).containsExactly(ids.get(0), ids.get(2));
        assertThat(first.overdue()).extracting(Overdue::dueAt).first().isEqualTo(1_000L * ids.get(0));
        Slice second = alarms().overdue(ids.get(2), 3, before);
        assertThat(second.overdue()).extracting(each -> each.task().taskId()).containsExactly(ids.get(3));
        assertThat(second.lastTaskId()).isNull();
        assertThat(alarms().overdue(ids.get(4), 3, before).lastTaskId()).isNull();
    }

    @Test
    void whatMeetsARunningTaskOrWaitsForItIsFound() {
        Running skipping = running("skipping");
        open(alarm(skipping, NoticeEvent.SKIPPED, List.of()));
        Running waiting = running("waiting");
        sql("INSERT INTO task_queue (task_id, fire_at, attempt, due_at, cause) VALUES (" + waiting.task()
                + ", 8000, 1, 8000, 'overlap'), (" + waiting.task() + ", 9000, 1, 9000, 'overlap'), (" + waiting.task()
                + ", 1000, 2, 1000, 'retry')");
        assertThat(alarms().held(9_500, 10))
                .extracting(each -> each.task().taskKey() + " " + each.dueAt())
                .containsExactly("skipping 6000", "waiting 8000");
        assertThat(alarms().held(6_000, 10)).isEmpty();
        assertThat(alarms().held(9_500, 10)).extracting(Overdue::executionId).contains(waiting.execution());
    }

    @Test
    void tasksAndExecutionsAreReadAsTheyStand() {
        Running run = running("t");
        sql("UPDATE execute_task SET extra = '{\"err\":\"零\"}' WHERE id = " + run.execution());
        assertThat(alarms().subjects(List.of(run.task(), 9_999)).values())
                .containsExactly(new Alarms.Subject(run.task(), "t", "d", "{}"));
        assertThat(alarms().details(List.of(run.execution(), 9_999L)).values())
                .singleElement()
                .satisfies(detail -> {
                    assertThat(detail.extra()).isEqualTo("{\"err\":\"零\"}");
                    assertThat(detail.node()).isEqualTo("a");
                    assertThat(detail.fireAt()).isEqualTo(5_000L);
                });
        assertThat(alarms().details(List.of())).isEmpty();
    }

    /** An execution and its task. */
    private record Running(int task, long execution) {}

    private Running running(String key) {
        int id = task(key);
        plan(id, 5_000);
        return new Running(id, started(id, 5_000));
    }

    private void end(Running run, Status status) {
        End end = new End(run.execution(), run.task(), status, "{}", 5_000L, 6_000, List.of());
        store().ledger().end(lease(), List.of(end));
    }

    private void open(Alarm alarm) {
        assertThat(alarms().record(new Decision(List.of(), List.of(alarm), List.of(), List.of(), List.of())))
                .isTrue();
    }

    private List<String> happened() {
        return alarms().occurrences(10).stream()
                .map(each -> each.taskId() + " " + each.event().word())
                .toList();
    }

    private Alarm alarm(Running run, NoticeEvent event, List<String> senders) {
        @Nullable
        String key =
                column("SELECT task_key FROM task WHERE id = " + run.task()).getFirst();
        return new Alarm(run.task(), event, String.valueOf(key), 6_000, 6_000, 1, run.execution(), 7_000L, 1, senders);
    }

    private static NewNotice notice(Running run) {
        return new NewNotice("ops", run.task(), NoticeEvent.FAILED, false, 7_000, "{}");
    }
}

package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.engine.SchedulerEvent.Pending;
import dev.taskhost.core.engine.SchedulerEvent.Rejected;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL is the control panel: rows that are new, changed, bad or gone. */
public abstract class RowsContract extends EngineFixture {
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void disablingAndEnablingTakeEffectAtTheNextLook() {
        int task = insert("t", "quick", "interval", "5");
        SteppedHost host = host("a").settle();
        execute("UPDATE task SET is_valid = 0");
        host.settle().settleAfter(FIVE);
        assertThat(statuses(task)).isEmpty();
        execute("UPDATE task SET is_valid = 1");
        host.settle().settleAfter(Duration.ofMillis(4_999));
        assertThat(statuses(task)).isEmpty();
        host.settleAfter(Duration.ofMillis(1));
        assertThat(statuses(task)).containsExactly("success");
    }

    @Test
    void aDisabledTaskDoesNotStartEvenBeforeItsChangeWasSeen() {
        int task = insert("t", "quick", "interval", "5");
        SteppedHost host = host("a").settle();
        execute("UPDATE task SET is_valid = 0");
        clock.advance(FIVE);
        host.step();
        assertThat(statuses(task)).isEmpty();
        execute("UPDATE task SET is_valid = 1");
        host.settle().settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("success");
    }

    @Test
    void aNewSpecCountsFromNow() {
        int task = insert("t", "quick", "interval", "5");
        SteppedHost host = host("a").settle().settleAfter(Duration.ofSeconds(4));
        execute("UPDATE task SET spec = '2'");
        host.settle().settleAfter(Duration.ofSeconds(2));
        assertThat(statuses(task)).containsExactly("success");
    }

    @Test
    void triggerAndSpecMayChangeTogether() {
        int task = insert("t", "quick", "interval", "5");
        SteppedHost host = host("a").settle();
        execute("UPDATE task SET `trigger` = 'cron', spec = '* * * * *'");
        host.settle().settleAfter(Duration.ofSeconds(59));
        assertThat(statuses(task)).isEmpty();
        host.settleAfter(Duration.ofSeconds(1));
        assertThat(statuses(task)).containsExactly("success");
    }

    @Test
    void otherColumnsWaitVisiblyUntilReloadOrReenabling() {
        int task = insert("t", "quick", "interval", "5");
        bodies.quick("other", call -> DONE);
        SteppedHost host = host("a").settle();
        execute("UPDATE task SET args = '9', execute_func = 'other', `desc` = 'new', extra = '{\"note\":1}'");
        host.settle().settleAfter(FIVE);
        assertThat(bodies.calls().getLast().args()).containsExactly("1", "2");
        assertThat(host.told(Pending.class).getLast().columns()).isEqualTo("execute_func,args");
        assertThat(ask("SELECT pending FROM task_schedule")).isEqualTo("execute_func,args");
        assertThat(store().requests().reload("t")).isTrue();
        host.settle().settleAfter(FIVE);
        assertThat(bodies.calls().getLast().args()).containsExactly("9");
        assertThat(ask("SELECT pending FROM task_schedule")).isEqualTo("null");
        assertThat(statuses(task)).containsExactly("success", "success");
        execute("UPDATE task SET is_valid = 0, args = '7'");
        host.settle();
        execute("UPDATE task SET is_valid = 1");
        host.settle().settleAfter(FIVE);
        assertThat(bodies.calls().getLast().args()).containsExactly("7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "quick~hourly~5~{}~unknown trigger",
                "quick~cron~61 * * * *~{}~61 is out of range 0-59",
                "quick~interval~0~{}~interval",
                "quick~interval~-5~{}~interval",
                "quick~interval~abc~{}~interval",
                "quick~date~2026-13-01~{}~date",
                "quikc~interval~5~{}~did you mean quick?",
                "../quick~interval~5~{}~leaves the scripts folder",
                "quick~interval~5~{oops~extra is not JSON",
                "unfit~interval~5~{}~unfit.py, line 3"
            })
    void aBadRowIsAnsweredOnceWithTheReasonAndNothingElseNotices(
            String func, String trigger, String spec, String extra, String reason) {
        bodies.unfit("unfit", "SyntaxError in unfit.py, line 3");
        int good = insert("good", "quick", "interval", "5");
        int bad = insert("bad", func, trigger, spec, extra);
        SteppedHost host = host("a").settle().settle().settleAfter(FIVE);
        host("a").settle();
        assertThat(statuses(bad)).containsExactly("rejected");
        assertThat(newestExtra(bad)).contains(reason.replace("\"", "\\\""));
        assertThat(taskStatus(bad)).isEqualTo("ready");
        assertThat(host.told(Rejected.class)).hasSize(1);
        assertThat(statuses(good)).containsExactly("success");
    }

    @Test
    void aMendedRowRuns() {
        int task = insert("t", "quick", "cron", "61 * * * *");
        SteppedHost host = host("a").settle();
        execute("UPDATE task SET `trigger` = 'interval', spec = '5'");
        host.settle().settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("rejected", "success");
        assertThat(ask("SELECT rejection FROM task_schedule")).isEqualTo("null");
    }

    @Test
    void aFunctionThatAppearsLaterMendsItsRow() {
        int task = insert("t", "later", "interval", "5");
        SteppedHost host = host("a").settle();
        assertThat(statuses(task)).containsExactly("rejected");
        bodies.quick("later", call -> DONE);
        host.settle().settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("rejected", "success");
        bodies.remove("later");
        host.settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("rejected", "success", "rejected");
    }

    @Test
    void ofTwoRowsWithOneKeyTheLowerIdRuns() {
        int first = insert("twin", "quick", "interval", "5");
        execute("INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra)"
                + " VALUES ('twin', '', 'quick', 'interval', '5', '', 1, 'doing', '{}')");
        int second = Integer.parseInt(ask("SELECT MAX(id) FROM task"));
        SteppedHost host = host("a").settle();
        for (int i = 0; i < 3; i++) {
            host.settleAfter(FIVE);
        }
        assertThat(statuses(second)).containsExactly("rejected");
        assertThat(newestExtra(second)).contains("taken by the row with id " + first);
        assertThat(statuses(first)).containsExactly("success", "success", "success");
        execute("UPDATE task SET task_key = 'own', status = 'ready' WHERE id = ?", second);
        host.settle().settleAfter(FIVE);
        assertThat(statuses(second)).containsExactly("rejected", "success");
        assertThat(statuses(first)).hasSize(4);
    }

    @Test
    void aRowThatIsGoneIsForgotten() {
        int task = insert("t", "quick", "interval", "5");
        SteppedHost host = host("a").settle();
        execute("DELETE FROM task");
        host.settle().settleAfter(FIVE);
        assertThat(statuses(task)).isEmpty();
        assertThat(ask("SELECT COUNT(*) FROM task_schedule")).isEqualTo("0");
    }

    @Test
    void aTaskThatAnotherProgramRunsIsSkipped() {
        int task = insert("t", "quick", "interval", "5");
        SteppedHost host = host("a").settle();
        execute("UPDATE task SET status = 'doing'");
        host.settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("skipped");
        execute("UPDATE task SET status = 'ready'");
        host.settleAfter(FIVE);
        assertThat(statuses(task)).containsExactly("skipped", "success");
    }
}

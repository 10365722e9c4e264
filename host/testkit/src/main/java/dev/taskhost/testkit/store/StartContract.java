package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult;
import dev.taskhost.core.store.Ledger.StartResult.Disabled;
import dev.taskhost.core.store.Ledger.StartResult.Moved;
import dev.taskhost.core.store.Ledger.StartResult.Skipped;
import dev.taskhost.core.store.Ledger.StartResult.Started;
import dev.taskhost.core.task.OverlapPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts: once for each fire time, whatever stands in the task's row, and again when the answer was lost. */
public abstract class StartContract extends StoreContract {

    @Test
    void aReadyTaskIsStarted() {
        int id = task("one");
        plan(id, 5000);
        long execution = started(id, 5000);
        assertThat(status(id)).isEqualTo("doing");
        assertThat(runs(id)).containsExactly("todo");
        assertThat(extra(execution)).isEqualTo("{}");
        assertThat(schedule(id).nextFireAt()).isEqualTo(6000);
        assertThat(schedule(id).lastFireAt()).isEqualTo(5000);
        assertThat(schedule(id).executionId()).isEqualTo(execution);
    }

    @Test
    void aRepeatedStartAnswersWithItsFirstTry() {
        int id = task("one");
        plan(id, 5000);
        List<Start> starts = List.of(new Start(id, 5000, 6000L, trace(), OverlapPolicy.SKIP));
        List<StartResult> first = store().ledger().start(lease(), starts);
        assertThat(store().ledger().start(lease(), starts)).isEqualTo(first);
        assertThat(runs(id)).containsExactly("todo");
    }

    @Test
    void aTakenFireTimeIsNotStartedAgain() {
        int id = task("one");
        plan(id, 5000);
        started(id, 5000);
        assertThat(start(id, 5000)).isEqualTo(new Moved(schedule(id)));
        assertThat(runs(id)).hasSize(1);
    }

    @Test
    void aTaskWithoutAPlanHasMoved() {
        int id = task("one");
        StartResult result = start(id, 5000);
        assertThat(result).isInstanceOf(Moved.class);
        assertThat(((Moved) result).now().nextFireAt()).isNull();
        assertThat(status(id)).isEqualTo("ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE task SET is_valid = 0", "DELETE FROM task"})
    void aDisabledOrDeletedTaskLosesItsFireTime(String change) {
        int id = task("one");
        plan(id, 5000);
        sql(change);
        assertThat(start(id, 5000)).isEqualTo(new Disabled());
        assertThat(start(id, 5000)).as("repeated").isEqualTo(new Disabled());
        assertThat(column("SELECT next_fire_at FROM task_schedule")).hasSize(1).containsOnlyNulls();
        assertThat(runs(id)).isEmpty();
    }

    @Test
    void aRunningTaskIsSkippedWithTheReason() {
        int id = task("one");
        plan(id, 5000);
        long running = started(id, 5000);
        List<Start> again = List.of(new Start(id, 6000, 7000L, trace(), OverlapPolicy.SKIP));
        StartResult result = store().ledger().start(lease(), again).getFirst();
        assertThat(result).isInstanceOf(Skipped.class);
        Skipped skipped = (Skipped) result;
        assertThat(skipped.reason()).isEqualTo("the previous execution #" + running + " is still running on a");
        assertThat(extra(skipped.executionId())).isEqualTo("{\"err\":\"" + skipped.reason() + "\"}");
        assertThat(schedule(id).nextFireAt()).isEqualTo(7000);
        assertThat(schedule(id).lastFireAt()).isEqualTo(6000);
        assertThat(schedule(id).executionId()).isEqualTo(running);
        assertThat(store().ledger().start(lease(), again)).containsExactly(skipped);
        assertThat(runs(id)).containsExactly("todo", "skipped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"doing", "", "stopped"})
    void aStatusThatIsNotReadyIsSkippedAndTheReasonTellsTheCure(String status) {
        int id = task("one", 1, status);
        plan(id, 5000);
        StartResult result = start(id, 5000);
        assertThat(result).isInstanceOf(Skipped.class);
        assertThat(((Skipped) result).reason())
                .contains("'" + status + "'")
                .contains("UPDATE `task` SET `status`='ready' WHERE `id`=" + id);
        assertThat(status(id)).isEqualTo(status);
        sql("UPDATE `task` SET `status`='ready' WHERE `id`=" + id);
        started(id, 6000);
    }

    @Test
    void whatOneTaskIsDoesNotTouchTheOthersOfTheBatch() {
        int good = task("good");
        int disabled = task("disabled", 0, "ready");
        int foreign = task("foreign", 1, "doing");
        int doubled = task("doubled");
        task("doubled", 1, "doing");
        int moved = task("moved");
        List<Plan> plans = new ArrayList<>();
        List.of(good, disabled, foreign, doubled).forEach(id -> plans.add(new Plan(id, A, 5000L, true)));
        store().ledger().plan(lease(), plans);
        List<Start> starts = new ArrayList<>();
        List.of(moved, doubled, good, foreign, disabled)
                .forEach(id -> starts.add(new Start(id, 5000, 6000L, trace(), OverlapPolicy.SKIP)));
        List<StartResult> results = store().ledger().start(lease(), starts);
        assertThat(results)
                .extracting(r -> r.getClass().getSimpleName())
                .containsExactly("Moved", "Started", "Started", "Skipped", "Disabled");
        assertThat(store().ledger().start(lease(), starts).subList(1, 5)).isEqualTo(results.subList(1, 5));
        assertThat(status(good)).isEqualTo("doing");
        assertThat(status(doubled)).as("the other row has 'doing'").isEqualTo("ready");
    }

    @Test
    void aDoubledKeyIsRunOneAtATimeThoughItsStatusCannotFollow() {
        int id = task("doubled");
        int other = task("doubled", 1, "doing");
        plan(id, 5000);
        long first = started(id, 5000);
        assertThat(start(id, 6000)).as("it runs, whatever the column says").isInstanceOf(Skipped.class);
        assertThat(end(id, first)).containsExactly(true);
        long second = started(id, 7000);
        sql("DELETE FROM task WHERE id = " + other);
        end(id, second);
        started(id, 8000);
        assertThat(status(id)).isEqualTo("doing");
    }

    @Test
    void aStatusThatCouldNotGoBackDoesNotStopTheNextStart() {
        int id = task("doubled");
        plan(id, 5000);
        long first = started(id, 5000);
        int other = task("doubled", 1, "ready");
        assertThat(end(id, first)).containsExactly(true);
        assertThat(status(id)).as("the other row has 'ready'").isEqualTo("doing");
        assertThat(runs(id)).containsExactly("success");
        long second = started(id, 6000);
        sql("DELETE FROM task WHERE id = " + other);
        end(id, second);
        assertThat(status(id)).isEqualTo("ready");
        started(id, 7000);
    }

    @Test
    void aFireTimeSetBackByHandIsNotStartedTwice() {
        int id = task("one");
        plan(id, 5000);
        end(id, started(id, 5000));
        plan(id, 5000);
        int other = task("other");
        plan(other, 5000);
        List<Start> starts = List.of(
                new Start(id, 5000, 6000L, trace(), OverlapPolicy.SKIP),
                new Start(other, 5000, 6000L, trace(), OverlapPolicy.SKIP));
        List<StartResult> results = store().ledger().start(lease(), starts);
        assertThat(results.get(0)).isEqualTo(new Moved(schedule(id)));
        assertThat(schedule(id).nextFireAt()).isEqualTo(6000);
        assertThat(results.get(1)).isInstanceOf(Started.class);
        assertThat(runs(id)).containsExactly("success");
        assertThat(status(id)).isEqualTo("ready");
    }

    @Test
    void aHistoryEmptiedByHandIsNoObstacle() {
        int id = task("one");
        for (long fireAt = 1000; fireAt < 6000; fireAt += 1000) {
            plan(id, fireAt);
            end(id, started(id, fireAt));
        }
        sql("TRUNCATE TABLE execute_task" + restart());
        long again = started(id, 6000);
        assertThat(again).as("it counts from 1 again").isLessThan(10);
        assertThat(column("SELECT fire_at FROM task_execution WHERE execution_id = " + again))
                .containsExactly("6000");
        assertThat(end(id, again)).containsExactly(true);
    }

    /** What makes TRUNCATE count from 1 again. */
    protected String restart() {
        return "";
    }

    @Test
    void manyAtOnce() {
        int count = 2500;
        List<Plan> plans = new ArrayList<>();
        List<Start> starts = new ArrayList<>();
        for (int id : tasks(count)) {
            plans.add(new Plan(id, A, 5000L, true));
            starts.addFirst(new Start(id, 5000, 6000L, trace(), OverlapPolicy.SKIP));
        }
        store().ledger().plan(lease(), plans);
        List<StartResult> results = store().ledger().start(lease(), starts);
        List<End> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long execution = ((Started) results.get(i)).executionId();
            int id = starts.get(i).taskId();
            String extra = i % 3 == 0 ? "{}" : "{\"n\":" + i % 100 + "}";
            ends.add(new End(execution, id, Status.SUCCESS, extra, 5001L, 5002, List.of()));
        }
        assertThat(column("SELECT COUNT(*) FROM execute_task e JOIN task_execution x ON x.execution_id = e.id AND"
                        + " x.task_id = e.task_id AND x.trace_id = e.trace_id"))
                .containsExactly("2500");
        assertThat(store().ledger().end(lease(), ends)).hasSize(count).containsOnly(true);
        assertThat(column("SELECT COUNT(*) FROM execute_task WHERE status = 'success'"))
                .containsExactly("2500");
        assertThat(column("SELECT COUNT(*) FROM task WHERE status = 'ready'")).containsExactly("2500");
    }

    private List<Boolean> end(int id, long execution) {
        return store().ledger().end(lease(), List.of(new End(execution, id, Status.SUCCESS, "{}", 1L, 2, List.of())));
    }
}

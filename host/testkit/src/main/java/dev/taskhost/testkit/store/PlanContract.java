package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.LeaseLostException;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.core.store.Ledger.Miss;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Rejection;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.task.OverlapPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plans: stored once for all hosts, kept over restarts, taken away, forgotten; and who may not write. */
public abstract class PlanContract extends StoreContract {

    @Test
    void aFirstPlanIsStoredAndAnswersComeInTheOrderAsked() {
        int first = task("one");
        int second = task("two");
        List<ScheduleRow> rows = store().ledger()
                .plan(lease(), List.of(new Plan(second, "b", null, true), new Plan(first, A, 5000L, true)));
        assertThat(rows)
                .containsExactly(
                        new ScheduleRow(second, "b", null, null, null, 0, null, null),
                        new ScheduleRow(first, A, 5000L, null, null, 0, null, null));
        assertThat(schedule(first)).isEqualTo(rows.get(1));
        assertThat(schedule(second)).isEqualTo(rows.getFirst());
    }

    @Test
    void aHostThatComesUpTakesWhatIsStored() {
        int id = task("one");
        plan(id, 5000);
        List<ScheduleRow> rows = store().ledger().plan(lease(), List.of(new Plan(id, A, 9000L, false)));
        assertThat(rows.getFirst().nextFireAt()).isEqualTo(5000);
    }

    @Test
    void aNewRegistrationReplacesTheFireTimeAndTheRememberedFireTimeStays() {
        int id = task("one");
        plan(id, 5000);
        started(id, 5000);
        plan(id, 20_000);
        assertThat(schedule(id).nextFireAt()).isEqualTo(20_000);
        assertThat(schedule(id).lastFireAt()).isEqualTo(5000);
    }

    @Test
    void anotherFingerprintForgetsTheFireTimeOfTheOldOne() {
        int id = task("one");
        plan(id, 5000);
        started(id, 5000);
        store().ledger().plan(lease(), List.of(new Plan(id, "other", 7000L, false)));
        ScheduleRow row = schedule(id);
        assertThat(row.fingerprint()).isEqualTo("other");
        assertThat(row.nextFireAt()).isEqualTo(7000);
        assertThat(row.lastFireAt()).isNull();
        assertThat(row.executionId()).as("it runs on").isNotNull();
    }

    @Test
    void aRowWithoutAFireTimeTakesTheNewOne() {
        int id = task("one");
        plan(id, 5000);
        store().ledger().unplan(lease(), List.of(id));
        List<ScheduleRow> rows = store().ledger().plan(lease(), List.of(new Plan(id, A, 9000L, false)));
        assertThat(rows.getFirst().nextFireAt()).isEqualTo(9000);
    }

    @Test
    void aPlanMayBeStoredTwice() {
        int id = task("one");
        List<Plan> plans = List.of(new Plan(id, A, 5000L, true));
        List<ScheduleRow> once = store().ledger().plan(lease(), plans);
        assertThat(store().ledger().plan(lease(), plans)).isEqualTo(once);
    }

    @Test
    void manyPlansAtOnce() {
        List<Plan> plans = IntStream.rangeClosed(1, 2500)
                .mapToObj(id -> new Plan(id, A, 1000L + id, true))
                .toList();
        assertThat(store().ledger().plan(lease(), plans)).hasSize(2500);
        assertThat(column("SELECT SUM(next_fire_at - 1000) FROM task_schedule")).containsExactly("3126250");
    }

    @Test
    void disablingKeepsWhatADateRemembers() {
        int id = task("one");
        plan(id, 5000);
        Start last = new Start(id, 5000, null, trace(), OverlapPolicy.SKIP);
        store().ledger().start(lease(), List.of(last));
        store().ledger().unplan(lease(), List.of(id));
        store().ledger().unplan(lease(), List.of(id));
        ScheduleRow row = schedule(id);
        assertThat(row.nextFireAt()).isNull();
        assertThat(row.lastFireAt()).isEqualTo(5000);
        assertThat(row.fingerprint()).isEqualTo(A);
    }

    @Test
    void aDeletedTaskIsForgotten() {
        int id = task("one");
        plan(id, 5000);
        sql("DELETE FROM task");
        store().ledger().forget(lease(), List.of(id));
        store().ledger().forget(lease(), List.of(id));
        assertThat(column("SELECT task_id FROM task_schedule")).isEmpty();
    }

    @Test
    void aTaskDeletedWhileItRunsIsForgottenWhenItEnds() {
        int id = task("one");
        plan(id, 5000);
        long execution = started(id, 5000);
        sql("DELETE FROM task");
        store().ledger().forget(lease(), List.of(id));
        assertThat(column("SELECT next_fire_at FROM task_schedule")).hasSize(1).containsOnlyNulls();
        store().ledger().end(lease(), List.of(new End(execution, id, Status.SUCCESS, "{}", 1L, 2, List.of())));
        assertThat(column("SELECT task_id FROM task_schedule")).isEmpty();
        assertThat(runs(id)).containsExactly("success");
    }

    @Test
    void pendingColumnsAreShownAndTakenBack() {
        int id = task("one");
        plan(id, 5000);
        store().ledger().pending(lease(), id, "args,execute_func");
        assertThat(schedule(id).pending()).isEqualTo("args,execute_func");
        store().ledger().pending(lease(), id, null);
        assertThat(schedule(id).pending()).isNull();
    }

    @Test
    void oneEntryForEachTask() {
        int id = task("one");
        List<Plan> plans = List.of(new Plan(id, A, 1L, true), new Plan(id, A, 2L, true));
        assertThatThrownBy(() -> store().ledger().plan(lease(), plans))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two entries for task " + id);
    }

    @Test
    void aSupersededLeaseChangesNothing() {
        int id = task("one");
        plan(id, 5000);
        Lease old = lease();
        store().nodes().join(NodeInfo.named("a"), Duration.ofSeconds(15));
        List<Runnable> writes = List.of(
                () -> store().ledger().plan(old, List.of(new Plan(id, "x", 1L, true))),
                () -> store().ledger().start(old, List.of(new Start(id, 5000, 6000L, trace(), OverlapPolicy.SKIP))),
                () -> store().ledger()
                        .miss(old, List.of(new Miss(id, 5000, 5000, 5000, 1, false, 6000L, trace(), List.of()))),
                () -> store().ledger().end(old, List.of(new End(1, id, Status.SUCCESS, "{}", 1L, 2, List.of()))),
                () -> store().ledger().reject(old, List.of(new Rejection(id, A, "bad", trace()))),
                () -> store().ledger().unplan(old, List.of(id)),
                () -> store().ledger().forget(old, List.of(id)),
                () -> store().ledger().pending(old, id, "args"));
        for (Runnable write : writes) {
            assertThatThrownBy(write::run)
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessageContaining("epoch");
        }
        assertThat(schedule(id)).isEqualTo(new ScheduleRow(id, A, 5000L, null, null, 0, null, null));
        assertThat(status(id)).isEqualTo("ready");
        assertThat(runs(id)).isEmpty();
    }

    @Test
    void emptyBatchesDoNothing() {
        Ledger ledger = store().ledger();
        Lease nobody = new Lease("nobody", 1);
        assertThat(ledger.plan(nobody, List.of())).isEmpty();
        assertThat(ledger.start(nobody, List.of())).isEmpty();
        assertThat(ledger.end(nobody, List.of())).isEmpty();
        assertThat(ledger.reject(nobody, List.of())).isEmpty();
        ledger.miss(nobody, List.of());
        ledger.unplan(nobody, List.of());
        ledger.forget(nobody, List.of());
        assertThat(column("SELECT task_id FROM task_schedule")).isEmpty();
    }
}

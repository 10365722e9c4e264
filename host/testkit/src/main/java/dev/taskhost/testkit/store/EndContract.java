package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.Ledger.End;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ends: written once, and the task freed whatever became of the row. */
public abstract class EndContract extends StoreContract {

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"SUCCESS", "FAIL", "TIMEOUT", "CANCELLED"})
    void anEndIsRecordedAndTheTaskFreed(Status status) {
        int id = task("one");
        plan(id, 5000);
        long execution = started(id, 5000);
        End end = new End(execution, id, status, "{\"result\":1}", 5010L, 5020, List.of(), "scripts 12 3fa9c1d2");
        assertThat(store().ledger().end(lease(), List.of(end))).containsExactly(true);
        Run run = store().history().newest(id, 10).getFirst();
        assertThat(run.executionId()).isEqualTo(execution);
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.extra()).isEqualTo("{\"result\":1}");
        assertThat(run.fireAt()).isEqualTo(5000);
        assertThat(run.startedAt()).isEqualTo(5010);
        assertThat(run.endedAt()).isEqualTo(5020);
        assertThat(run.generation()).isEqualTo("scripts 12 3fa9c1d2");
        assertThat(run.node()).isEqualTo("a");
        assertThat(status(id)).isEqualTo("ready");
        assertThat(schedule(id).executionId()).isNull();
        assertThat(schedule(id).nextFireAt()).isEqualTo(6000);
    }

    @Test
    void anEndMayBeRepeatedButNotChanged() {
        int id = task("one");
        plan(id, 5000);
        long execution = started(id, 5000);
        End success = new End(execution, id, Status.SUCCESS, "{}", 5010L, 5020, List.of());
        assertThat(store().ledger().end(lease(), List.of(success))).containsExactly(true);
        assertThat(store().ledger().end(lease(), List.of(success))).containsExactly(true);
        End fail = new End(execution, id, Status.FAIL, "{\"err\":\"late\"}", 5010L, 6020, List.of());
        assertThat(store().ledger().end(lease(), List.of(fail))).containsExactly(false);
        assertThat(runs(id)).containsExactly("success");
        assertThat(extra(execution)).isEqualTo("{}");
    }

    @Test
    void aLateEndDoesNotFreeTheNextExecution() {
        int id = task("one");
        plan(id, 5000);
        long first = started(id, 5000);
        End end = new End(first, id, Status.SUCCESS, "{}", 1L, 2, List.of());
        store().ledger().end(lease(), List.of(end));
        long second = started(id, 6000);
        store().ledger().end(lease(), List.of(end));
        assertThat(status(id)).isEqualTo("doing");
        assertThat(schedule(id).executionId()).isEqualTo(second);
    }

    @Test
    void anExecutionThatNeverRanHasNoStart() {
        int id = task("one");
        plan(id, 5000);
        End end = new End(started(id, 5000), id, Status.CANCELLED, "{}", null, 5020, List.of());
        store().ledger().end(lease(), List.of(end));
        assertThat(store().history().newest(id, 1).getFirst().startedAt()).isNull();
    }

    @Test
    void aRowDeletedByHandStillFreesTheTask() {
        int id = task("one");
        plan(id, 5000);
        End end = new End(started(id, 5000), id, Status.SUCCESS, "{}", 1L, 2, List.of());
        sql("DELETE FROM execute_task");
        assertThat(store().ledger().end(lease(), List.of(end))).containsExactly(false);
        assertThat(status(id)).isEqualTo("ready");
        started(id, 6000);
    }

    @Test
    void aStatusSetByHandStays() {
        int id = task("one");
        plan(id, 5000);
        End end = new End(started(id, 5000), id, Status.SUCCESS, "{}", 1L, 2, List.of());
        sql("UPDATE task SET status = 'parked'");
        assertThat(store().ledger().end(lease(), List.of(end))).containsExactly(true);
        assertThat(status(id)).isEqualTo("parked");
    }

    @Test
    void extraHolds65535BytesOfAnyText() {
        int id = task("one");
        plan(id, 5000);
        long execution = started(id, 5000);
        String full = "{\"result\":\"" + "😀".repeat(16_380) + "ab\"}";
        assertThat(full.getBytes(StandardCharsets.UTF_8)).hasSize(65_535);
        End tooMuch = new End(execution, id, Status.SUCCESS, full + " ", 1L, 2, List.of());
        assertThatThrownBy(() -> store().ledger().end(lease(), List.of(tooMuch)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536 bytes");
        store().ledger().end(lease(), List.of(new End(execution, id, Status.SUCCESS, full, 1L, 2, List.of())));
        assertThat(extra(execution)).isEqualTo(full);
    }

    @Test
    void updateAtTellsWhenSomebodyChangedTheRowNotWhenItRan() {
        int id = task("one");
        sql("UPDATE task SET update_at = '2020-04-24 19:13:59'");
        plan(id, 5000);
        long execution = started(id, 5000);
        store().ledger().end(lease(), List.of(new End(execution, id, Status.SUCCESS, "{}", 1L, 2, List.of())));
        assertThat(column("SELECT id FROM task WHERE update_at > '2020-04-25 00:00:00'"))
                .isEmpty();
        sql("UPDATE task SET spec = '7'");
        assertThat(column("SELECT id FROM task WHERE update_at > '2020-04-25 00:00:00'"))
                .hasSize(1);
    }
}

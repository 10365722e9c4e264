package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.store.Retention;
import dev.taskhost.core.store.Retention.Removal;
import dev.taskhost.core.store.Retention.Stock;
import dev.taskhost.core.store.Retention.Surplus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is removed of old executions, and what never is. */
public abstract class RetentionContract extends StoreContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long NEVER = Long.MIN_VALUE;
    private static final long ALL = Long.MAX_VALUE;

    private Retention retention() {
        return store().retention();
    }

    @Test
    void oneHostAtATimeHasTheWork() {
        assertThat(retention().claim("a", MINUTE)).isTrue();
        assertThat(open().retention().claim("b", MINUTE)).isFalse();
        assertThat(retention().claim("a", MINUTE)).as("renewed").isTrue();
        retention().finish("b", Duration.ZERO);
        assertThat(open().retention().claim("b", MINUTE))
                .as("not b's to finish")
                .isFalse();
        retention().finish("a", Duration.ZERO);
        assertThat(open().retention().claim("b", MINUTE)).isTrue();
        retention().finish("b", MINUTE);
        assertThat(retention().claim("a", MINUTE)).as("not due").isFalse();
        assertThat(retention().claim("b", MINUTE)).as("not due for b either").isFalse();
    }

    @Test
    void theWorkOfAHostThatFellSilentIsTakenOver() {
        assertThat(retention().claim("a", Duration.ZERO)).isTrue();
        assertThat(open().retention().claim("b", MINUTE)).isTrue();
        assertThat(retention().claim("a", MINUTE)).isFalse();
    }

    @Test
    void theOldestBeyondTheRowsAreRemoved() {
        int task = task("one");
        ended(task, 10, 1000);
        List<@Nullable String> before = ids(task);
        long kept = retention().keptFrom(task, 4);
        assertThat(String.valueOf(kept)).isEqualTo(before.get(6));
        assertThat(retention().remove(List.of(surplus(task, kept, NEVER, ALL)), 500))
                .isEqualTo(new Removal(6, 1));
        assertThat(ids(task)).isEqualTo(before.subList(6, 10));
        assertThat(ours(task)).isEqualTo(before.subList(6, 10));
        for (String table : List.of("task_output", "task_progress")) {
            assertThat(column("SELECT execution_id FROM " + table + " ORDER BY execution_id"))
                    .as(table)
                    .isEqualTo(before.subList(6, 10));
        }
        assertThat(retention().keptFrom(task, 4)).isEqualTo(kept);
        assertThat(retention().keptFrom(task, 5))
                .as("there are no more than that")
                .isZero();
    }

    @Test
    void whatEndedBeforeIsRemovedButNotTheNewest() {
        int task = task("one");
        ended(task, 3, 1000);
        ended(task, 2, 9000);
        Stock stock = retention().stocks(0, 10).getFirst();
        assertThat(stock.oldestEndedAt()).isEqualTo(1000);
        assertThat(remove(surplus(task, 0, 1000, stock.newest()))).isZero();
        assertThat(remove(surplus(task, 0, 1001, stock.newest()))).isEqualTo(3);
        assertThat(remove(surplus(task, 0, ALL, stock.newest()))).isEqualTo(1);
        assertThat(ids(task)).containsExactly(String.valueOf(stock.newest()));
    }

    @Test
    void whatRunsStays() {
        int task = task("one");
        plan(task, 5000);
        long running = started(task, 5000);
        ended(task, 3, 1000);
        assertThat(remove(surplus(task, ALL, ALL, ALL))).isEqualTo(3);
        assertThat(ids(task)).containsExactly(String.valueOf(running));
        assertThat(ours(task)).containsExactly(String.valueOf(running));
    }

    @Test
    void whatAnotherProgramWroteStays() {
        int task = task("one");
        sql("INSERT INTO execute_task (task_id, status, extra, trace_id) VALUES (" + task + ", 'success', '{}', 'x')");
        ended(task, 2, 1000);
        // Emptied by hand, execute_task counts from 1 again: the id is one of ours, the row is not.
        sql("UPDATE execute_task SET trace_id = 'y' WHERE id = " + ids(task).get(1));
        assertThat(remove(surplus(task, ALL, ALL, ALL))).isEqualTo(1);
        assertThat(column("SELECT trace_id FROM execute_task ORDER BY id")).containsExactly("x", "y");
    }

    @Test
    void batchesGoOverTasksAndSayHowFarTheyCame() {
        List<Integer> tasks = tasks(3);
        tasks.forEach(task -> ended(task, 4, 1000));
        List<Surplus> all =
                tasks.stream().map(task -> surplus(task, 0, ALL, ALL)).toList();
        assertThat(retention().remove(all, 5)).isEqualTo(new Removal(5, 1));
        assertThat(column("SELECT COUNT(*) FROM execute_task")).containsExactly("7");
        assertThat(retention().remove(all.subList(1, 3), 3)).isEqualTo(new Removal(3, 0));
        assertThat(retention().remove(all.subList(1, 3), 5)).isEqualTo(new Removal(4, 2));
        assertThat(column("SELECT COUNT(*) FROM task_execution")).containsExactly("0");
    }

    @Test
    void stocksTellEachTaskOfWhichThereAreExecutions() {
        List<Integer> tasks = tasks(4);
        sql("UPDATE task SET extra = '{\"keep\":2}' WHERE id = " + tasks.get(0));
        ended(tasks.get(0), 3, 1000);
        ended(tasks.get(2), 2, 2000);
        ended(tasks.get(3), 1, 3000);
        sql("DELETE FROM task WHERE id = " + tasks.get(2));
        sql("DELETE FROM execute_task WHERE task_id = " + tasks.get(3));
        List<Stock> stocks = retention().stocks(0, 10);
        assertThat(stocks).extracting(Stock::taskId).containsExactly(tasks.get(0), tasks.get(2), tasks.get(3));
        assertThat(stocks).extracting(Stock::extra).containsExactly("{\"keep\":2}", null, "{}");
        assertThat(stocks).extracting(Stock::count).containsExactly(3L, 2L, 1L);
        assertThat(stocks).extracting(Stock::oldestEndedAt).containsExactly(1000L, 2000L, 3000L);
        assertThat(stocks).extracting(Stock::orphaned).containsExactly(false, false, true);
        assertThat(stocks.getFirst().newest() - stocks.getFirst().oldest()).isEqualTo(2);
        assertThat(retention().stocks(0, 2)).isEqualTo(stocks.subList(0, 2));
        assertThat(retention().stocks(tasks.get(0), 2)).isEqualTo(stocks.subList(1, 3));
        assertThat(retention().stocks(tasks.get(3), 2)).isEmpty();
    }

    @Test
    void ourRowsOfExecutionsThatWereDeletedByHandAreRemoved() {
        int task = task("one");
        ended(task, 4, 1000);
        List<@Nullable String> ids = ids(task);
        plan(task, 5000);
        long running = started(task, 5000);
        sql("DELETE FROM execute_task WHERE id <> " + ids.get(3));
        assertThat(retention().removeOrphans(task, 1000, 500)).isZero();
        assertThat(retention().removeOrphans(task, 1001, 2)).isEqualTo(2);
        assertThat(retention().removeOrphans(task, 1001, 500)).isEqualTo(1);
        assertThat(ours(task)).containsExactly(ids.get(3), String.valueOf(running));
        assertThat(column("SELECT execution_id FROM task_output")).containsExactly(ids.get(3));
        assertThat(column("SELECT execution_id FROM task_progress")).containsExactly(ids.get(3));
    }

    private int remove(Surplus surplus) {
        return retention().remove(List.of(surplus), 500).rows();
    }

    private static Surplus surplus(int task, long below, long endedBefore, long until) {
        return new Surplus(task, 0, below, endedBefore, until);
    }

    /** Executions that ended then, as a host leaves them. */
    private void ended(int task, int count, long endedAt) {
        for (int i = 0; i < count; i++) {
            String trace = trace();
            sql("INSERT INTO execute_task (task_id, status, extra, trace_id) VALUES (" + task + ", 'success', '{}', '"
                    + trace + "')");
            sql("INSERT INTO task_execution (execution_id, task_id, fire_at, attempt, node, epoch, trace_id, ended_at)"
                    + " SELECT id, task_id, id, 1, 'a', 1, trace_id, " + endedAt
                    + " FROM execute_task WHERE trace_id = '"
                    + trace + "'");
            sql("INSERT INTO task_output (execution_id, seq, trace_id, `text`) SELECT id, 0, trace_id, 'printed'"
                    + " FROM execute_task WHERE trace_id = '" + trace + "'");
            sql("INSERT INTO task_progress (execution_id, trace_id, fraction, reported_at) SELECT id, trace_id, 0.5, 1"
                    + " FROM execute_task WHERE trace_id = '" + trace + "'");
        }
    }

    private List<@Nullable String> ids(int task) {
        return column("SELECT id FROM execute_task WHERE task_id = " + task + " ORDER BY id");
    }

    private List<@Nullable String> ours(int task) {
        return column("SELECT execution_id FROM task_execution WHERE task_id = " + task + " ORDER BY execution_id");
    }
}

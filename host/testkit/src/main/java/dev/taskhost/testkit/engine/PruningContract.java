package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.engine.SchedulerEvent.Pruned;
import dev.taskhost.core.store.NodeInfo;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a host keeps of each task, by {@code extra.keep} and by its defaults: 10,000 executions, 30 days. */
public abstract class PruningContract extends EngineFixture {
    @Test
    void eachTaskKeepsWhatItSays() {
        int three = insert("three", "quick", "interval", "60", "{\"keep\":3}");
        int week = insert("week", "quick", "interval", "60", "{\"keep\":{\"days\":7}}");
        int both = insert("both", "quick", "interval", "60", "{\"keep\":{\"days\":7,\"rows\":2}}");
        int all = insert("all", "quick", "interval", "60", "{\"keep\":0}");
        int usual = insert("usual", "quick", "interval", "60");
        for (int task : new int[] {three, week, both, all, usual}) {
            ended(task, 4, Duration.ofDays(31));
            ended(task, 3, Duration.ofDays(8));
            ended(task, 2, Duration.ofDays(1));
        }
        SteppedHost host = host("a").prune();
        assertThat(count(three)).isEqualTo(3);
        assertThat(count(week)).isEqualTo(2);
        assertThat(count(both)).isEqualTo(2);
        assertThat(count(all)).isEqualTo(9);
        assertThat(count(usual)).isEqualTo(5);
        assertThat(host.told(Pruned.class)).containsExactly(new Pruned(6 + 7 + 7 + 4));
    }

    @Test
    void aHostWhoseClockIsWrongRemovesNoMore() {
        int task = insert("t", "quick", "interval", "60");
        ended(task, 3, Duration.ofDays(1));
        host(NodeInfo.named("a"), Duration.ZERO, Duration.ofDays(400)).prune();
        assertThat(count(task)).isEqualTo(3);
    }

    @Test
    void theNewestStaysUnlessTheTaskIsGone() {
        int there = insert("there", "quick", "interval", "60");
        int gone = insert("gone", "quick", "interval", "60");
        ended(there, 3, Duration.ofDays(400));
        ended(gone, 3, Duration.ofDays(400));
        execute("DELETE FROM task WHERE id = ?", gone);
        host("a").prune();
        assertThat(count(there)).isEqualTo(1);
        assertThat(count(gone)).isZero();
    }

    @Test
    void aKeepThatMakesNoSenseIsAnsweredAndKeepsEverything() {
        int task = insert("t", "quick", "interval", "60", "{\"keep\":\"3\"}");
        ended(task, 5, Duration.ofDays(400));
        SteppedHost host = host("a").settle();
        assertThat(newestExtra(task)).contains("extra.keep is \\\"3\\\"; it has to be a whole number of rows");
        host.prune();
        assertThat(count(task)).isEqualTo(6);
    }

    @Test
    void itIsDoneOnceAnHourByOneHost() {
        int task = insert("t", "quick", "interval", "60", "{\"keep\":1}");
        ended(task, 3, Duration.ofDays(1));
        host("a").prune();
        ended(task, 3, Duration.ofDays(1));
        host("a").prune();
        host("b").prune();
        assertThat(count(task)).isEqualTo(4);
        execute("UPDATE task_chore SET due_at = 0");
        host("b").prune();
        assertThat(count(task)).isEqualTo(1);
    }

    @Test
    void manyAreRemovedInBatchesAndAHostThatEndsBeginsNone() {
        int task = insert("t", "quick", "interval", "60", "{\"keep\":10}");
        ended(task, 1_200, Duration.ofDays(1));
        host("a").settle().drain().prune();
        assertThat(count(task)).isEqualTo(1_200);
        host("b").prune();
        assertThat(count(task)).isEqualTo(10);
        assertThat(ask("SELECT COUNT(*) FROM task_execution")).isEqualTo("10");
    }

    @Test
    void aTaskThatRunsNowGoesOnUndisturbed() {
        int task = insert("t", "held", "interval", "60", "{\"keep\":1}");
        SteppedHost host = host("a").settle().settleAfter(Duration.ofMinutes(1));
        ended(task, 3, Duration.ZERO);
        host.prune();
        assertThat(statuses(task)).containsExactly("todo", "success");
        bodies.release(bodies.calls().getLast().executionId(), DONE);
        host.settle();
        assertThat(statuses(task)).containsExactly("success", "success");
    }

    private int count(int task) {
        return statuses(task).size();
    }

    /** Executions that ended so long ago, as a host leaves them. */
    private void ended(int task, int count, Duration ago) {
        long endedAt = clock.millis() - ago.toMillis();
        int before = Integer.parseInt(ask("SELECT COALESCE(MAX(id), 0) FROM execute_task"));
        String row = "(" + task + ",'success','{}',CONCAT('trace', RAND()))";
        execute("INSERT INTO execute_task (task_id, status, extra, trace_id) VALUES " + row
                + ("," + row).repeat(count - 1));
        execute(
                "INSERT INTO task_execution (execution_id, task_id, fire_at, attempt, node, epoch, trace_id, ended_at)"
                        + " SELECT id, task_id, id, 1, 'a', 1, trace_id, ? FROM execute_task WHERE id > ?",
                endedAt,
                before);
    }
}

package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.RangeFingerprint;
import dev.taskhost.core.store.RecentChange;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.TaskRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the watch and people read. */
public abstract class ReadContract extends StoreContract {

    @Test
    void everyColumnIsReadAsItStands() {
        sql("INSERT INTO `task` VALUES (7, 'key 😀', '说明', 'f:g', 'cron', '* * * * *', '1, \"二\"', 2, 'Ready ',"
                + " '{\"timeout\": 5}', '2020-04-24 16:51:03', '2020-04-24 19:13:59')");
        assertThat(store().tasks().readAll())
                .containsExactly(new WatchedRow(
                        new TaskRow(
                                7,
                                "key 😀",
                                "说明",
                                "f:g",
                                "cron",
                                "* * * * *",
                                "1, \"二\"",
                                true,
                                "Ready ",
                                "{\"timeout\": 5}"),
                        null));
    }

    @Test
    void recentShowsChangedRowsAndReloads() {
        List<Integer> ids = tasks(4);
        sql("UPDATE task SET update_at = '2020-04-24 19:13:59'");
        assertThat(recent()).isEmpty();
        sql("UPDATE task SET spec = '6' WHERE id = " + ids.get(1));
        assertThat(recent()).as("changed").containsExactly(ids.get(1));
        assertThat(store().requests().reload("t0")).isTrue();
        assertThat(recent()).as("reload").containsExactly(ids.get(0), ids.get(1));
    }

    @Test
    void aRecentChangeIsSettledOnceItsSecondIsOver() {
        int id = task("one");
        sql("UPDATE task SET update_at = NOW() - INTERVAL '2' SECOND WHERE id = " + id);
        List<RecentChange> first = store().tasks().recentChanges(5);
        assertThat(first).singleElement().extracting(RecentChange::settled).isEqualTo(true);
        assertThat(store().tasks().recentChanges(5)).as("the same change").isEqualTo(first);
        sql("UPDATE task SET update_at = NOW() + INTERVAL '1' SECOND WHERE id = " + id);
        assertThat(store().tasks().recentChanges(5))
                .singleElement()
                .satisfies(change -> assertThat(change.settled()).isFalse())
                .satisfies(change ->
                        assertThat(change.stamp()).isNotEqualTo(first.getFirst().stamp()));
    }

    @Test
    void aFingerprintTellsOfEveryChangeButTheStatus() {
        List<Integer> ids = tasks(3);
        List<RangeFingerprint> before = store().tasks().fingerprints();
        sql("UPDATE task SET status = 'doing' WHERE id = " + ids.get(0));
        assertThat(store().tasks().fingerprints()).isEqualTo(before);
        for (String column : List.of("task_key", "desc", "execute_func", "trigger", "spec", "args", "extra")) {
            sql("UPDATE task SET `" + column + "` = 'other', update_at = update_at WHERE id = " + ids.get(1));
            before = changed(before);
        }
        sql("UPDATE task SET is_valid = 0, update_at = update_at WHERE id = " + ids.get(1));
        before = changed(before);
        sql("DELETE FROM task WHERE id = " + ids.get(2));
        assertThat(changed(before)).first().extracting(RangeFingerprint::rows).isEqualTo(2L);
    }

    private List<RangeFingerprint> changed(List<RangeFingerprint> before) {
        List<RangeFingerprint> now = store().tasks().fingerprints();
        assertThat(now).isNotEqualTo(before);
        return now;
    }

    @Test
    void rangesAreReadWholeAndIdsOneByOne() {
        for (int id : List.of(255, 256, 511, 512, 1_000_000)) {
            sql("INSERT INTO task (id, task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra)"
                    + " VALUES (" + id + ", 'k" + id + "', '', 'f', 'interval', '5', '', 1, 'ready', '{}')");
        }
        assertThat(store().tasks().fingerprints())
                .extracting(RangeFingerprint::range, RangeFingerprint::rows)
                .containsExactly(tuple(0, 1L), tuple(1, 2L), tuple(2, 1L), tuple(3906, 1L));
        assertThat(ids(store().tasks().readRanges(List.of(3906, 0, 1)))).containsExactly(255, 256, 511, 1_000_000);
        assertThat(ids(store().tasks().readRanges(List.of(7)))).isEmpty();
        assertThat(ids(store().tasks().readIds(List.of(512, 3, 255)))).containsExactly(255, 512);
    }

    private static List<Integer> ids(List<WatchedRow> rows) {
        return rows.stream().map(row -> row.task().id()).toList();
    }

    private List<Integer> recent() {
        return store().tasks().recentChanges(5).stream()
                .map(RecentChange::taskId)
                .sorted()
                .toList();
    }

    @Test
    void aReloadIsCountedAlsoWhereNoHostHasLookedYet() {
        int id = task("one");
        assertThat(store().requests().reload("one")).isTrue();
        assertThat(schedule(id).reloads()).isEqualTo(1);
        plan(id, 5000);
        assertThat(store().requests().reload("one")).isTrue();
        assertThat(schedule(id).reloads()).isEqualTo(2);
        assertThat(schedule(id).nextFireAt()).isEqualTo(5000);
        assertThat(store().requests().reload("none")).isFalse();
    }

    @Test
    void aKeyIsComparedExactlyAndTheLowestIdIsMeant() {
        int first = task("one", 1, "doing");
        task("one", 1, "ready");
        assertThat(store().tasks().readByKey("one").map(row -> row.task().id())).contains(first);
        assertThat(store().tasks().readByKey("ONE")).isEmpty();
        assertThat(store().tasks().readByKey("two")).isEmpty();
    }

    @Test
    void historyIsNewestFirstAndLimited() {
        int id = task("one");
        plan(id, 5000);
        started(id, 5000);
        start(id, 6000);
        start(id, 7000);
        assertThat(store().history().newest(id, 2)).extracting(Run::fireAt).containsExactly(7000L, 6000L);
        assertThat(store().history().newest(id + 1, 2)).isEmpty();
    }

    @Test
    void historyShowsWhatAnotherProgramWrote() {
        sql(
                "INSERT INTO execute_task (task_id, status, extra, trace_id) VALUES (1, 'fail', '{\"err\": \"x\"}', 'abc')");
        Run run = store().history().newest(1, 10).getFirst();
        assertThat(run.status()).isEqualTo(Status.FAIL);
        assertThat(run.traceId()).isEqualTo("abc");
        assertThat(run.createdAt()).isCloseTo(store().nodes().now() / 1000, within(60L));
        assertThat(run.fireAt()).isNull();
        assertThat(run.node()).isNull();
    }

    @Test
    void aStatusNobodyWritesIsNamed() {
        sql("INSERT INTO execute_task (task_id, status, extra, trace_id) VALUES (1, 'finished?', '{}', 'abc')");
        assertThatThrownBy(() -> store().history().newest(1, 10))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'finished?'")
                .hasMessageContaining("UPDATE `execute_task`");
    }
}

package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.Ledger.Miss;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Rejection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that never run: missed fire times and answers to bad rows. */
public abstract class AnswerContract extends StoreContract {

    @Test
    void missedFireTimesLeaveOneRowAndMoveTheSchedule() {
        int id = task("one");
        plan(id, 5000);
        Miss miss = new Miss(id, 5000, 5000, 65_000, 61, false, 66_000L, trace(), List.of());
        store().ledger().miss(lease(), List.of(miss));
        store().ledger().miss(lease(), List.of(miss));
        Run run = store().history().newest(id, 10).getFirst();
        assertThat(runs(id)).containsExactly("missed");
        assertThat(run.fireAt()).isEqualTo(5000);
        assertThat(run.startedAt()).isNull();
        assertThat(run.endedAt()).isEqualTo(clock.millis());
        assertThat(run.extra())
                .contains(
                        "\"missed\":{\"count\":61,\"first\":\"1970-01-01T00:00:05Z\",\"last\":\"1970-01-01T00:01:05Z\"}")
                .contains("\"err\":\"61 fire times from 1970-01-01T00:00:05Z to 1970-01-01T00:01:05Z passed unserved");
        assertThat(schedule(id).nextFireAt()).isEqualTo(66_000);
        assertThat(schedule(id).lastFireAt()).isEqualTo(65_000);
        assertThat(status(id)).isEqualTo("ready");
    }

    @Test
    void moreThanWasCountedIsSaid() {
        int id = task("one");
        plan(id, 5000);
        store().ledger().miss(lease(), List.of(new Miss(id, 5000, 5000, 65_000, 61, true, null, trace(), List.of())));
        assertThat(store().history().newest(id, 1).getFirst().extra())
                .contains("at least 61 fire times")
                .contains("\"more\":true");
    }

    @Test
    void aScheduleThatHasMovedIsLeftOut() {
        int id = task("one");
        int other = task("other");
        plan(id, 6000);
        plan(other, 5000);
        store().ledger()
                .miss(
                        lease(),
                        List.of(
                                new Miss(id, 5000, 5000, 5000, 1, false, 7000L, trace(), List.of()),
                                new Miss(other, 5000, 5000, 5000, 1, false, 7000L, trace(), List.of())));
        assertThat(schedule(id).nextFireAt()).isEqualTo(6000);
        assertThat(runs(id)).isEmpty();
        assertThat(runs(other)).containsExactly("missed");
    }

    @Test
    void aFireTimeThatHasItsRowIsNotMissedToo() {
        int id = task("one");
        plan(id, 5000);
        started(id, 5000);
        plan(id, 5000);
        store().ledger().miss(lease(), List.of(new Miss(id, 5000, 5000, 5000, 1, false, 7000L, trace(), List.of())));
        assertThat(runs(id)).containsExactly("todo");
        assertThat(schedule(id).nextFireAt()).isEqualTo(7000);
        assertThat(schedule(id).executionId()).isNotNull();
    }

    @Test
    void aBadRowIsAnsweredOnce() {
        int id = task("one");
        plan(id, 5000);
        Rejection bad = new Rejection(id, "bad", "spec \"abc\" 不是数字 😀", trace());
        Long execution = store().ledger().reject(lease(), List.of(bad)).getFirst();
        assertThat(execution).isNotNull();
        assertThat(store().ledger().reject(lease(), List.of(bad)))
                .as("the answer of the first try was lost")
                .containsExactly(execution);
        assertThat(store().ledger().reject(lease(), List.of(new Rejection(id, "bad", bad.reason(), trace()))))
                .as("another host, or the same after a restart")
                .hasSize(1)
                .containsOnlyNulls();
        Run run = store().history().newest(id, 10).getFirst();
        assertThat(runs(id)).containsExactly("rejected");
        assertThat(run.status()).isEqualTo(Status.REJECTED);
        assertThat(run.extra()).isEqualTo("{\"err\":\"spec \\\"abc\\\" 不是数字 😀\"}");
        assertThat(run.fireAt()).isNull();
        assertThat(schedule(id).nextFireAt()).isNull();
        assertThat(schedule(id).fingerprint()).isEqualTo("bad");
        assertThat(schedule(id).rejection()).isEqualTo(bad.reason());
    }

    @Test
    void anotherReasonAndAnotherFingerprintAreAnsweredAgain() {
        int id = task("one");
        for (Rejection bad : List.of(
                new Rejection(id, "bad", "one", trace()),
                new Rejection(id, "bad", "two", trace()),
                new Rejection(id, "worse", "two", trace()))) {
            assertThat(store().ledger().reject(lease(), List.of(bad))).doesNotContainNull();
        }
        assertThat(runs(id)).containsExactly("rejected", "rejected", "rejected");
    }

    @Test
    void aCorrectedRowForgetsItsAnswerAndADisabledOneIsAnsweredAgain() {
        int id = task("one");
        store().ledger().reject(lease(), List.of(new Rejection(id, "bad", "one", trace())));
        store().ledger().plan(lease(), List.of(new Plan(id, A, 5000L, true)));
        assertThat(schedule(id).rejection()).isNull();
        store().ledger().reject(lease(), List.of(new Rejection(id, "bad", "one", trace())));
        store().ledger().unplan(lease(), List.of(id));
        store().ledger().reject(lease(), List.of(new Rejection(id, "bad", "one", trace())));
        assertThat(runs(id)).containsExactly("rejected", "rejected", "rejected");
    }

    @Test
    void severalAnswersComeInTheOrderAsked() {
        int first = task("one");
        int second = task("two");
        List<Long> ids = store().ledger()
                .reject(
                        lease(),
                        List.of(
                                new Rejection(second, "bad", "one", trace()),
                                new Rejection(first, "bad", "two", trace())));
        assertThat(extra(ids.get(0))).contains("one");
        assertThat(extra(ids.get(1))).contains("two");
    }

    @Test
    void aReasonTooLongForTheColumnIsCutAndSaysSo() {
        int id = task("one");
        String reason = "\u0001😀".repeat(30_000);
        Rejection bad = new Rejection(id, "bad", reason, trace());
        Long execution = store().ledger().reject(lease(), List.of(bad)).getFirst();
        assertThat(execution).isNotNull();
        assertThat(store().ledger().reject(lease(), List.of(new Rejection(id, "bad", reason, trace()))))
                .containsOnlyNulls();
        assertThat(schedule(id).rejection()).contains("more characters were cut off");
    }
}

package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.notice.Alarms.Decision;
import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.notice.Outbox;
import dev.taskhost.core.notice.Outbox.Claimed;
import dev.taskhost.core.notice.Outbox.Due;
import dev.taskhost.core.notice.Outbox.NewNotice;
import dev.taskhost.core.notice.Outbox.Traffic;
import dev.taskhost.core.notice.Outbox.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Notices on their way: claimed by one, sent once, found again when their host died or the other side did not take them. */
public abstract class OutboxContract extends StoreContract {
    private Outbox outbox() {
        return store().outbox();
    }

    @Test
    void whatIsDueForASenderIsFoundInOrder() {
        put("ops", NoticeEvent.FAILED, 3);
        put("mail", NoticeEvent.LOST, 1);
        assertThat(outbox().waitingFor()).containsExactlyInAnyOrder("ops", "mail");
        assertThat(outbox().due("ops", 999, 10)).isEmpty();
        List<Due> due = outbox().due("ops", 1_000, 10);
        assertThat(due).hasSize(3).isSortedAccordingTo((a, b) -> Long.compare(a.id(), b.id()));
        assertThat(due).noneMatch(Due::together).allMatch(Due::urgent);
        assertThat(outbox().due("ops", 1_000, 2)).hasSize(2);
    }

    @Test
    void whatIsAddedBesideAnyAlarmIsDueAtOnceForItsSenders() {
        outbox().add(List.of(
                new NewNotice("ops", 7, NoticeEvent.MESSAGE, true, 1_000, "{\"n\":1}"),
                new NewNotice("mail", 7, NoticeEvent.MESSAGE, false, 1_000, "{\"n\":2}")));
        assertThat(open().outbox().due("ops", 1_000, 10)).singleElement().matches(Due::urgent);
        assertThat(outbox().due("mail", 1_000, 10)).singleElement().matches(due -> !due.urgent());
        Claimed claimed = outbox().claim(dueIds(1_000), "one", 1_000, 61_000, 9);
        assertThat(claimed.counts()).isEqualTo(Map.of(NoticeEvent.MESSAGE, 1));
        assertThat(claimed.bodies()).containsExactly("{\"n\":1}");
    }

    @Test
    void aClaimKeepsOthersAwayUntilItRunsOut() {
        put("ops", NoticeEvent.FAILED, 2);
        put("ops", NoticeEvent.MISSED, 1);
        List<Long> ids = dueIds(1_000);
        Outbox other = open().outbox();
        Claimed mine = outbox().claim(ids, "mine", 1_000, 61_000, 2);
        assertThat(mine.counts()).isEqualTo(Map.of(NoticeEvent.FAILED, 2, NoticeEvent.MISSED, 1));
        assertThat(mine.size()).isEqualTo(3);
        assertThat(mine.bodies()).containsExactly("{\"n\":0}", "{\"n\":1}");
        assertThat(other.due("ops", 60_999, 10)).isEmpty();
        assertThat(other.claim(ids, "theirs", 60_999, 90_000, 2).size()).isZero();
        assertThat(other.claim(ids, "theirs", 61_000, 90_000, 2).size()).isEqualTo(3);
        assertThat(outbox().sent("mine", 62_000)).as("too late").isFalse();
        assertThat(other.sent("theirs", 62_000)).isTrue();
        assertThat(other.due("ops", 99_000, 10)).isEmpty();
    }

    @Test
    void whatWasSentCountsAsTraffic() {
        put("ops", NoticeEvent.FAILED, 3);
        List<Long> ids = dueIds(1_000);
        assertThat(outbox().traffic("ops", 0)).isEqualTo(new Traffic(0, 0, null));
        outbox().claim(ids.subList(0, 2), "one", 1_000, 61_000, 9);
        outbox().sent("one", 2_000);
        outbox().claim(ids.subList(2, 3), "two", 1_000, 61_000, 9);
        outbox().sent("two", 3_000);
        assertThat(outbox().traffic("ops", 1_999)).isEqualTo(new Traffic(2, 3, 2_000L));
        assertThat(outbox().traffic("ops", 2_000)).isEqualTo(new Traffic(1, 1, 3_000L));
        assertThat(outbox().traffic("mail", 0)).isEqualTo(new Traffic(0, 0, null));
    }

    @Test
    void whatFailedWaitsAndGoesWithOthers() {
        put("ops", NoticeEvent.FAILED, 1);
        outbox().claim(dueIds(1_000), "one", 1_000, 61_000, 9);
        outbox().failed("one", 6_000, "no".repeat(2_000));
        assertThat(outbox().due("ops", 5_999, 10)).isEmpty();
        assertThat(outbox().due("ops", 6_000, 10)).singleElement().matches(Due::together);
        Waiting waiting = outbox().waiting(10).getFirst();
        assertThat(waiting.tries()).isEqualTo(1);
        assertThat(waiting.error()).startsWith("nono").hasSize(1_000);
        assertThat(outbox().claim(dueIds(6_000), "two", 6_000, 66_000, 9).tries())
                .isEqualTo(1);
        outbox().sent("two", 7_000);
        assertThat(outbox().waiting(10)).isEmpty();
    }

    @Test
    void heldOnesGoTogetherLater() {
        put("ops", NoticeEvent.FAILED, 2);
        outbox().holdTogether(dueIds(1_000), 30_000);
        assertThat(outbox().due("ops", 29_999, 10)).isEmpty();
        assertThat(outbox().due("ops", 30_000, 10)).hasSize(2).allMatch(Due::together);
    }

    @Test
    void oldOnesAreGivenUpAndRemoved() {
        put("ops", NoticeEvent.FAILED, 2);
        outbox().claim(dueIds(1_000), "one", 1_000, 61_000, 9);
        assertThat(outbox().giveUp("one", 1_000, "never")).isZero();
        assertThat(outbox().giveUp("one", 1_001, "never")).isEqualTo(2);
        assertThat(outbox().waitingFor()).isEmpty();
        put("gone", NoticeEvent.FAILED, 1);
        assertThat(outbox().giveUpAll("gone", "no such sender")).isEqualTo(1);
        put("ops", NoticeEvent.LOST, 1);
        assertThat(outbox().prune(1_000, 10)).isZero();
        assertThat(outbox().prune(1_001, 2)).isEqualTo(2);
        assertThat(outbox().prune(1_001, 2)).isEqualTo(1);
        assertThat(outbox().waiting(10)).as("what waits stays").hasSize(1);
    }

    private List<Long> dueIds(long now) {
        return outbox().due("ops", now, 100).stream().map(Due::id).toList();
    }

    private void put(String sender, NoticeEvent event, int count) {
        List<NewNotice> notices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            notices.add(new NewNotice(sender, i, event, true, 1_000, "{\"n\":" + i + "}"));
        }
        store().alarms().record(new Decision(List.of(), List.of(), List.of(), List.of(), notices));
    }
}

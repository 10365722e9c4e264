package dev.taskhost.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.store.RecentChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent recent = new Recent();

    @Test
    void aSettledChangeIsReadOnce() {
        List<RecentChange> changes = List.of(settled(1, "10:00:00"), settled(2, "10:00:01"));
        assertThat(recent.unread(changes)).containsExactly(1, 2);
        assertThat(recent.unread(changes)).isEmpty();
    }

    @Test
    void aChangeIsReadAgainWhileItsSecondLastsAndOnceAfter() {
        RecentChange within = new RecentChange(1, "10:00:00", false);
        assertThat(recent.unread(List.of(within))).containsExactly(1);
        assertThat(recent.unread(List.of(within))).containsExactly(1);
        assertThat(recent.unread(List.of(settled(1, "10:00:00")))).containsExactly(1);
        assertThat(recent.unread(List.of(settled(1, "10:00:00")))).isEmpty();
    }

    @Test
    void theNextChangeIsReadAgain() {
        recent.unread(List.of(settled(1, "10:00:00")));
        assertThat(recent.unread(List.of(settled(1, "10:00:01")))).containsExactly(1);
    }

    @Test
    void whatIsNotRecentAnyMoreIsForgotten() {
        recent.unread(List.of(settled(1, "10:00:00")));
        recent.unread(List.of());
        assertThat(recent.unread(List.of(settled(1, "10:00:00")))).containsExactly(1);
    }

    @Test
    void whatMayNotHaveBeenReadIsReadAgain() {
        recent.unread(List.of(settled(1, "10:00:00")));
        recent.forget();
        assertThat(recent.unread(List.of(settled(1, "10:00:00")))).containsExactly(1);
    }

    private static RecentChange settled(int taskId, String stamp) {
        return new RecentChange(taskId, stamp, true);
    }
}

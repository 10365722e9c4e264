package dev.taskhost.notice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.notice.TestSettings;
import dev.taskhost.notice.message.Layout;
import dev.taskhost.notice.message.PlainText;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.notice.settings.Route;
import dev.taskhost.testkit.engine.SteppedHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How notices reach people: not too many, by one host, and not lost. */
abstract class SendingContract extends DeskFixture {
    @Test
    void aThousandFailuresAreAFewMessages() {
        String row = "('t%d', '', 'moody', 'interval', '60', '', 1, 'ready', '{}')";
        execute(
                "INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra) VALUES "
                        + IntStream.range(0, 1_000).mapToObj(row::formatted).collect(Collectors.joining(",")));
        SteppedHost host = host("a").settle();
        host.settle();
        NoticeDesk desk = desk("a", ops());
        fails(host, desk);
        assertThat(ops.titles()).containsExactly("1000 notices: 1000 failed");
        assertThat(Layout.fit(ops.last(), new PlainText(), 5_000))
                .contains("- t0: failed, ValueError: 零")
                .endsWith("… and 990 more");
        succeeds(host, desk);
        assertThat(ops.titles()).containsExactly("1000 notices: 1000 failed", "1000 notices: 1000 recovered");
    }

    @Test
    void aFewGoOneByOneAndWhatComesAfterThemWaitsForTheEndOfTheWindow() {
        for (int i = 0; i < 9; i++) {
            insert("t" + i, "moody", "date", START.plusSeconds(60 + i).toString(), "{}");
        }
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", ops());
        result = BAD;
        clock.advance(Duration.ofSeconds(59));
        for (int i = 0; i < 9; i++) {
            host.settleAfter(SECOND);
            desk.step();
        }
        assertThat(ops.titles()).containsExactly("t0 failed", "t1 failed", "t2 failed", "t3 failed", "t4 failed");
        for (int i = 0; i < 20; i++) {
            clock.advance(SECOND);
            desk.step();
        }
        assertThat(ops.titles()).hasSize(5);
        for (int i = 0; i < 4; i++) {
            clock.advance(SECOND);
            desk.step();
        }
        assertThat(ops.titles()).hasSize(6).last().isEqualTo("4 notices: 4 failed");
    }

    @Test
    void inQuietHoursOnlyTheUrgentIsToldAndTheRestInOneMessageAfterwards() {
        // 18:00 in Shanghai
        Route urgent =
                new Route("urgent", List.of("u*"), EnumSet.allOf(NoticeEvent.class), List.of("ops"), List.of(), true);
        NoticeSettings settings = TestSettings.with(
                List.of(TestSettings.sender("ops", 20, "17:00-20:30")), List.of(urgent), List.of("ops"));
        once("u");
        once("a");
        once("b");
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", settings);
        fails(host, desk);
        assertThat(ops.titles()).containsExactly("u failed");
        clock.set(Instant.parse("2026-11-22T12:29:59Z"));
        desk.step();
        assertThat(ops.titles()).hasSize(1);
        clock.set(Instant.parse("2026-11-22T12:30:00Z"));
        desk.step();
        assertThat(ops.titles()).containsExactly("u failed", "2 notices: 2 failed");
    }

    @Test
    void aSenderHasALimitForEachMinute() {
        NoticeSettings settings =
                TestSettings.with(List.of(TestSettings.sender("ops", 2, "")), List.of(), List.of("ops"));
        for (int i = 0; i < 4; i++) {
            insert("t" + i, "moody", "interval", "60", "{}");
        }
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", settings);
        fails(host, desk);
        assertThat(ops.titles()).hasSize(2);
        clock.advance(Duration.ofSeconds(59));
        desk.step();
        assertThat(ops.titles()).hasSize(2);
        clock.advance(Duration.ofSeconds(2));
        desk.step();
        assertThat(ops.titles()).hasSize(4);
    }

    @Test
    void aSenderThatIsDownIsTriedAgainAndThenTellsAllAtOnce() {
        insert("a", "moody", "interval", "60", "{}");
        insert("b", "moody", "interval", "60", "{}");
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", ops());
        ops.refuse("it is down", null);
        fails(host, desk);
        assertThat(ops.tries()).as("what stands behind it is not tried as well").isEqualTo(1);
        advance(desk, 4);
        assertThat(ops.tries()).isEqualTo(1);
        advance(desk, 1);
        assertThat(ops.tries()).isEqualTo(2);
        advance(desk, 9);
        assertThat(ops.tries()).isEqualTo(2);
        ops.accept();
        advance(desk, 1);
        assertThat(ops.titles()).containsExactly("2 notices: 2 failed");
        assertThat(list("SELECT DISTINCT state FROM task_notice")).containsExactly("sent");
    }

    @Test
    void aSenderThatAsksForTimeGetsItAndIsGivenUpInTheEnd() {
        once("a");
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", ops());
        ops.refuse("too fast", Duration.ofMinutes(1));
        fails(host, desk);
        advance(desk, 59);
        assertThat(ops.tries()).isEqualTo(1);
        advance(desk, 1);
        assertThat(ops.tries()).isEqualTo(2);
        clock.advance(Duration.ofHours(25));
        desk.step();
        assertThat(list("SELECT state FROM task_notice")).containsExactly("given_up");
        assertThat(ask("SELECT error FROM task_notice")).isEqualTo("too fast");
        clock.advance(Duration.ofHours(1));
        desk.step();
        assertThat(ops.tries()).isEqualTo(3);
    }

    @Test
    void twoHostsAtItAtOnceStillTellEachThingOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            insert("t" + i, "moody", "interval", "60", "{}");
        }
        SteppedHost host = host("a").settle();
        NoticeSettings settings =
                TestSettings.with(List.of(TestSettings.sender("ops", 10_000, "")), List.of(), List.of("ops"));
        result = BAD;
        host.settleAfter(Duration.ofMinutes(1));
        List<Thread> threads = new ArrayList<>();
        for (String node : List.of("a", "b", "c")) {
            NoticeDesk desk = desk(node, settings);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 20; i++) {
                    execute("UPDATE task_chore SET held_until = 0"); // as if its holder had been silent
                    desk.step();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(ask("SELECT COUNT(*) FROM task_notice")).isEqualTo("40");
        assertThat(ask("SELECT COUNT(*) FROM task_alarm")).isEqualTo("40");
        assertThat(list("SELECT DISTINCT state FROM task_notice")).containsExactly("sent");
        assertThat(ops.titles().stream().mapToInt(SendingContract::size).sum()).isEqualTo(40);
    }

    @Test
    void whatADeadHostHadClaimedIsSentByAnother() {
        insert("t", "moody", "interval", "60", "{}");
        SteppedHost host = host("a").settle();
        Deque<Runnable> dying = new ArrayDeque<>();
        NoticeDesk first = new NoticeDesk(
                "a",
                ops(),
                store().alarms(),
                store().outbox(),
                clock,
                sender -> message -> {
                    throw new Killed();
                },
                () -> UUID.randomUUID().toString(),
                dying::add);
        result = BAD;
        host.settleAfter(Duration.ofMinutes(1));
        first.step();
        assertThat(catchKilled(dying)).isTrue();
        assertThat(ask("SELECT COUNT(*) FROM task_notice WHERE claimed_until > 0 AND state = 'waiting'"))
                .isEqualTo("1");
        NoticeDesk second = desk("b", ops());
        clock.advance(Duration.ofSeconds(16));
        second.step();
        assertThat(ops.titles()).as("claimed by the dead one").isEmpty();
        clock.advance(Duration.ofSeconds(45));
        second.step();
        assertThat(ops.titles()).containsExactly("t failed");
    }

    @Test
    void aSenderThatIsNotConfiguredAnyMoreIsGivenUp() {
        insert("t", "moody", "interval", "60", "{}");
        SteppedHost host = host("a").settle();
        NoticeDesk desk = desk("a", ops());
        ops.refuse("down", null);
        fails(host, desk);
        desk.leave();
        NoticeSettings others =
                TestSettings.with(List.of(TestSettings.sender("mail", 20, "")), List.of(), List.of("mail"));
        clock.advance(Duration.ofMinutes(2));
        desk("b", others).step();
        assertThat(ask("SELECT state FROM task_notice")).isEqualTo("given_up");
    }

    private static int size(String title) {
        return title.endsWith(" failed") && !title.contains(" notices: ")
                ? 1
                : Integer.parseInt(title.substring(0, title.indexOf(' ')));
    }

    private static boolean catchKilled(Deque<Runnable> passes) {
        try {
            passes.remove().run();
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    /** The end of a process, between claiming and sending. */
    private static final class Killed extends Error {}
}

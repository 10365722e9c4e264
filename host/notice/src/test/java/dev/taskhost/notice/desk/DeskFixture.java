package dev.taskhost.notice.desk;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.notice.TestSettings;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.notice.settings.SenderSettings;
import dev.taskhost.testkit.engine.EngineFixture;
import dev.taskhost.testkit.engine.SteppedHost;
import dev.taskhost.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;

/** A real engine, a desk beside it, and a sender whose other side is the test; by a clock that the test moves. */
abstract class DeskFixture extends EngineFixture {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final BodyResult BAD =
            new BodyResult.Failed("Traceback (most recent call last):\n  File \"t.py\", line 1, in t\nValueError: 零");

    final Inbox ops = new Inbox();
    volatile BodyResult result = DONE;

    @BeforeEach
    void bodies() {
        bodies.quick("moody", call -> result);
    }

    final void fails(SteppedHost host, NoticeDesk desk) {
        result = BAD;
        host.settleAfter(Duration.ofMinutes(1));
        desk.step();
    }

    final void succeeds(SteppedHost host, NoticeDesk desk) {
        result = DONE;
        host.settleAfter(Duration.ofMinutes(1));
        desk.step();
    }

    /** A task that runs in a minute, and then never again. */
    final void once(String key) {
        insert(key, "moody", "date", START.plusSeconds(60).toString(), "{}");
    }

    final void advance(NoticeDesk desk, int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(SECOND);
            desk.step();
        }
    }

    static NoticeSettings ops() {
        SenderSettings sender = TestSettings.sender("ops", 20, "");
        return TestSettings.with(List.of(sender), List.of(), List.of("ops"));
    }

    final NoticeDesk desk(String node, NoticeSettings settings) {
        Executor here = Runnable::run;
        StoreUnderTest store = store();
        return new NoticeDesk(
                node,
                settings,
                store.alarms(),
                store.outbox(),
                clock,
                sender -> ops,
                () -> UUID.randomUUID().toString(),
                here);
    }
}

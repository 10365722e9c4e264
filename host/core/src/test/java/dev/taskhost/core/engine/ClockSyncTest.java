package dev.taskhost.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.store.Nodes;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A clock that is ahead, and a database that takes its time. */
class ClockSyncTest {
    private long ahead = 1_350;
    private long now = 1_000_000;
    private long firstTakes = 3_000;
    private long heldUp;

    /** The database's clock is right; it is read just before the answer comes back. */
    private long answer() {
        now += firstTakes;
        firstTakes = 2;
        return now;
    }

    private final Nodes nodes = (Nodes) Proxy.newProxyInstance(
            Nodes.class.getClassLoader(), new Class<?>[] {Nodes.class}, (proxy, method, arguments) -> answer());

    private final InstantSource base = () -> {
        Instant read = Instant.ofEpochMilli(now + ahead);
        now += heldUp; // the thread is held up just after it looked at its clock
        return read;
    };

    private final SyncedClock clock = new SyncedClock(base);
    private final ClockSync sync = new ClockSync(nodes, clock, () -> TimeUnit.MILLISECONDS.toNanos(now), event -> {});

    @Test
    void aFirstAnswerThatSaysNothingIsAskedForAgain() {
        sync.measureFirst();
        assertThat(clock.millis()).isBetween(now - 2, now + 2);
    }

    /** A heartbeat may come before the first look. */
    @Test
    void whoeverMeasuresFirstAsksAgain() {
        firstTakes = 1_000; // surely off, but by how much it does not say
        sync.measure();
        assertThat(clock.millis()).isBetween(now - 2, now + 2);
    }

    @Test
    void aLaterAnswerThatTookLongMovesNothingByItself() {
        ahead = 0;
        firstTakes = 2;
        sync.measureFirst();
        ahead = 1_350; // the clock was set
        firstTakes = 1_000;
        sync.measure();
        assertThat(clock.millis()).isBetween(now - 2, now + 2);
    }

    @Test
    void aThreadThatIsHeldUpIsNotTakenForAClockThatIsOff() {
        firstTakes = 2;
        sync.measureFirst();
        heldUp = 900;
        sync.measure();
        heldUp = 0;
        assertThat(clock.millis()).isBetween(now - 2, now + 2);
    }
}

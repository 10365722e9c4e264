package dev.taskhost.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Only lower bounds of time are looked at; the upper one is the test's timeout. */
@Timeout(60)
class PauseTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Pause pause = new Pause();

    @Test
    void aPauseLastsAsLongAsItShould() throws InterruptedException {
        long began = System.nanoTime();
        assertThat(pause.await(Duration.ofMillis(30))).isTrue();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(30_000_000);
    }

    @Test
    void whatCameBeforeThePauseCutsItShort() throws InterruptedException {
        pause.cut();
        assertThat(pause.await(LONG)).isTrue();
    }

    @Test
    void whatComesDuringThePauseCutsItShort() throws InterruptedException {
        Thread cutter = Thread.ofVirtual().start(pause::cut);
        assertThat(pause.await(LONG)).isTrue();
        cutter.join();
    }

    @Test
    void aFloodCostsNoMoreThanALookEachTwentyMilliseconds() throws InterruptedException {
        pause.cut();
        pause.await(LONG);
        long began = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 1_000; j++) {
                pause.cut();
            }
            pause.await(LONG);
        }
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(5 * Pause.SHORTEST.toNanos());
    }

    @Test
    void onlySkippingGoesBelowTheShortest() throws InterruptedException {
        pause.cut();
        pause.await(LONG);
        pause.skip();
        assertThat(pause.isCut()).isTrue();
        assertThat(pause.await(LONG)).isTrue();
        assertThat(pause.isCut()).isFalse();
    }

    @Test
    void theEndEndsThePauseUnderWayAndAllLaterOnes() throws InterruptedException {
        Thread ender = Thread.ofVirtual().start(pause::end);
        assertThat(pause.await(LONG)).isFalse();
        assertThat(pause.await(LONG)).isFalse();
        ender.join();
    }
}

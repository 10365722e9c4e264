package dev.taskhost.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.engine.HeapReading;
import dev.taskhost.core.engine.SchedulerEvent.HeapExhausted;
import dev.taskhost.core.engine.SchedulerEvent.HeapFull;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a host ends when its heap gets full, and when it gives up. */
public abstract class HeapContract extends EngineFixture {
    private static final long MB = 1L << 20;
    private SteppedHost host;
    private int steady;
    private int hog;

    @BeforeEach
    void start() {
        host = host("a");
        steady = insert("steady", "held", "date", "2026-11-22 10:00:01");
        hog = insert("hog", "held", "date", "2026-11-22 10:00:01", "{\"retry\": {\"max\": 1}}");
        host.settle().settleAfter(Duration.ofSeconds(2));
        assertThat(bodies.heldExecutions()).hasSize(2);
    }

    @Test
    void whoAllocatesMostWhileTheHeapGrowsIsEndedNotWhoHasInHours() {
        allocated(50_000, 1);
        after(1, young(100));
        allocated(50_010, 60);
        after(2, young(180));
        allocated(50_020, 130);
        after(1, full(233));

        assertThat(statuses(hog)).containsExactly("fail");
        assertThat(statuses(steady)).containsExactly("todo");
        assertThat(newestExtra(hog))
                .contains("91 % full (233 of 256 MB)", "129 MB in the last 3 s", "-Xmx", "it stood in held");
        assertThat(host.told(HeapFull.class)).hasSize(1);
        host.settleAfter(Duration.ofSeconds(60));
        assertThat(statuses(hog)).as("a fail is retried as any other").hasSize(2);
    }

    @Test
    void ofThoseThatAllocateAlikeTheOneWithMostInAllIsEnded() {
        allocated(200, 10);
        after(1, young(100));
        allocated(300, 110);
        after(1, full(233));

        assertThat(statuses(steady)).containsExactly("fail");
        assertThat(statuses(hog)).containsExactly("todo");
    }

    @Test
    void nothingIsEndedForWhatMayBeGarbageOrIsBelowTheLimit() {
        allocated(200, 100);
        after(1, young(250));
        after(1, full(200));

        assertThat(bodies.heldExecutions()).hasSize(2);
    }

    @Test
    void oneAtATimeAndTheNextAfterAnotherCollection() {
        allocated(200, 100);
        after(1, full(233));
        assertThat(bodies.heldExecutions()).hasSize(1);
        host.heap(full(233));
        assertThat(bodies.heldExecutions())
                .as("read before its memory was freed")
                .hasSize(1);
        after(1, full(233));
        assertThat(bodies.heldExecutions()).isEmpty();
    }

    @Test
    void aHeapThatStaysFullWithNothingLeftToEndIsTheEnd() {
        allocated(1, 1);
        after(1, full(250));
        after(1, full(250));
        assertThat(host.told(HeapExhausted.class)).isEmpty();
        after(1, full(250));

        assertThat(host.told(HeapExhausted.class)).hasSize(1);
        assertThat(host.told(HeapFull.class)).hasSize(1).allMatch(told -> told.ended() == null);
        assertThat(bodies.heldExecutions())
                .as("who has allocated next to nothing is left alone")
                .hasSize(2);
    }

    @Test
    void whoRunsOutOfMemoryByItselfBeforeItIsStoppedHasTheReasonToo() {
        bodies.fails("fails", "MemoryError");
        int own = insert("own", "fails", "date", "2026-11-22 10:00:03");
        host.settle().settleAfter(Duration.ofSeconds(2));
        bodies.allocated("own", 200 * MB);
        after(1, full(233));

        assertThat(statuses(own)).containsExactly("fail");
        assertThat(newestExtra(own)).contains("91 % full", "MemoryError");
    }

    private void allocated(long steadyMegabytes, long hogMegabytes) {
        bodies.allocated("steady", steadyMegabytes * MB);
        bodies.allocated("hog", hogMegabytes * MB);
    }

    private void after(int seconds, HeapReading reading) {
        clock.advance(Duration.ofSeconds(seconds));
        host.heap(reading);
    }

    private static HeapReading young(long megabytes) {
        return new HeapReading(megabytes * MB, 256 * MB, 218 * MB, false);
    }

    private static HeapReading full(long megabytes) {
        return new HeapReading(megabytes * MB, 256 * MB, 218 * MB, true);
    }
}

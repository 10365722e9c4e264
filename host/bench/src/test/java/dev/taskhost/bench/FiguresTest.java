package dev.taskhost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The arithmetic behind published figures. */
class FiguresTest {
    @Test
    void percentilesAreOfTheNearestRank() {
        long[] hundred = LongStream.rangeClosed(1, 100).toArray();
        assertThat(Figures.at(hundred, 0.50)).isEqualTo(50);
        assertThat(Figures.at(hundred, 0.99)).isEqualTo(99);
        assertThat(Figures.at(hundred, 1)).isEqualTo(100);
        assertThat(Figures.at(new long[] {7}, 0.99)).isEqualTo(7);
        assertThat(Figures.at(new long[0], 0.5)).isNaN();
    }

    @Test
    void theMedianCountsNameByName() {
        List<Figures> trials = List.of(
                new Figures().put("a", 3).put("b", 30),
                new Figures().put("a", 1).put("b", 10),
                new Figures().put("a", 2).put("b", 20));
        assertThat(Figures.median(trials)).isEqualTo(new Figures().put("a", 2).put("b", 20));
    }

    @Test
    void aLineIsReadBackAsItWasWritten() {
        Figures figures = new Figures().put("warm /s", 12_345).put("p99 ms", 0.25);
        assertThat(figures.line()).isEqualTo("warm /s 12345, p99 ms 0.25");
        assertThat(Figures.parse(figures.line())).isEqualTo(figures);
    }

    @Test
    void latenessCountsWhatWasPlannedInTheWindow() {
        Recorder recorder = new Recorder(2);
        long now = System.currentTimeMillis();
        recorder.record(now - 1_000);
        recorder.record(now - 5_000);
        recorder.record(now); // more than it holds
        assertThat(recorder.count()).isEqualTo(2);
        assertThat(recorder.lateness(now - 2_000, now)).hasSize(1);
        assertThat(recorder.lateness(now - 2_000, now)[0]).isBetween(1_000L, 60_000L);
    }
}

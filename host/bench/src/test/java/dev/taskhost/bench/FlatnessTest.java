package dev.taskhost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is called flat, and what is read out of a class histogram. */
class FlatnessTest {
    @TempDir
    Path folder;

    private static List<Double> samples(int count, double first, double each) {
        return IntStream.range(0, count).mapToObj(i -> first + i * each).toList();
    }

    @Test
    void aLeakOfOnePercentASampleIsNotFlat() {
        Flatness leak = Flatness.of(samples(20, 100, 1), 0.05, 5);
        assertThat(leak.isFlat()).isFalse();
        assertThat(leak.slope()).isEqualTo(1, offset(1e-9));
    }

    @Test
    void whatGrowsOnlyWhileItWarmsUpIsFlat() {
        List<Double> warming = IntStream.range(0, 20)
                .mapToObj(i -> i < 6 ? 50.0 + 10 * i : 110.0 + i % 3)
                .toList();
        Flatness flat = Flatness.of(warming, 0.05, 5);
        assertThat(flat.isFlat()).isTrue();
        assertThat(flat.middle()).isEqualTo(111);
        assertThat(flat.last()).isEqualTo(111);
    }

    @Test
    void whatIsUnderWayIsNoGrowthAndALeakBeneathItIs() {
        List<Double> steady = IntStream.range(0, 30)
                .mapToObj(i -> 170.0 + i % 5 * 40 + (i >= 20 ? 60.0 * (i % 5 == 0 ? 0 : 1) : 0))
                .toList();
        assertThat(Flatness.ofLows(steady, 0.05, 5).isFlat()).isTrue();
        List<Double> leaking =
                IntStream.range(0, 30).mapToObj(i -> 170.0 + i % 5 * 40 + i).toList();
        assertThat(Flatness.ofLows(leaking, 0.05, 5).isFlat()).isFalse();
    }

    @Test
    void oneMoreEachSampleIsFoundWhereNoneMoreIsAllowed() {
        assertThat(Flatness.of(samples(6, 3, 1), 0, 0).isFlat()).isFalse();
        assertThat(Flatness.of(samples(6, 3, 0), 0, 0).isFlat()).isTrue();
        assertThatThrownBy(() -> Flatness.of(samples(5, 3, 0), 0, 0)).hasMessageContaining("5 samples tell nothing");
    }

    @Test
    void aHistogramIsRead() throws IOException {
        Path histogram = Files.writeString(folder.resolve("histogram"), """
                4711:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         98029       11011168  [B (java.base@25.0.1)
                   2:             3             96  dev.taskhost.script.python.PythonGuest
                Total       1234567       98765432
                """);
        assertThat(Pulse.column(histogram, "Total", 2)).isEqualTo(98_765_432);
        assertThat(Pulse.column(histogram, "dev.taskhost.script.python.PythonGuest", 1))
                .isEqualTo(3);
        assertThat(Pulse.column(histogram, "dev.taskhost.plugin.load.PluginClasses", 1))
                .isZero();
    }
}

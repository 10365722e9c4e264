package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.store.Progress;
import dev.taskhost.core.store.Progress.Report;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How far executions say they are: the newest word of each, which any host reads. */
public abstract class ProgressContract extends StoreContract {
    private Progress progress() {
        return store().progress();
    }

    @Test
    void theNewestWordOfEachIsReadByAnotherHost() {
        progress().write(List.of(new Report(7, "t7", 0.25, "first", 1), new Report(8, "t8", null, "", 2)));
        Report newer = new Report(7, "t7", 1.0, "last", 3);
        progress().write(List.of(newer));
        progress().write(List.of(newer));
        assertThat(open().progress().read(List.of(7L, 8L, 9L)))
                .isEqualTo(Map.of(7L, newer, 8L, new Report(8, "t8", null, "", 2)));
        assertThat(progress().read(List.of())).isEmpty();
    }

    @Test
    void aNumberThatIsUsedAgainHasTheWordOfItsNewOwner() {
        progress().write(List.of(new Report(7, "old", 0.5, "old", 1)));
        progress().write(List.of(new Report(7, "new", null, "new", 2)));
        assertThat(progress().read(List.of(7L))).isEqualTo(Map.of(7L, new Report(7, "new", null, "new", 2)));
    }

    @Test
    void everyFractionAndEveryTextSurvive() {
        Report odd = new Report(1, "t1", 1e-300, "零 é \\ ' \" ? {rows} ${x} \t\n\u0000", 1);
        Report third = new Report(2, "t2", 1 / 3.0, "😀".repeat(Progress.MOST_TEXT), Long.MAX_VALUE);
        progress().write(List.of(odd, third));
        assertThat(progress().read(List.of(1L, 2L))).isEqualTo(Map.of(1L, odd, 2L, third));
    }

    @Test
    void halfACharacterHarmsNobody() {
        progress().write(List.of(new Report(1, "t1", 0.5, "half \ud83d", 1), new Report(2, "t2", 0.5, "whole", 1)));
        assertThat(progress().read(List.of(1L)).values())
                .singleElement()
                .satisfies(report -> assertThat(report.text()).startsWith("half "));
        assertThat(progress().read(List.of(2L))).isEqualTo(Map.of(2L, new Report(2, "t2", 0.5, "whole", 1)));
    }

    @Test
    void manyGoInOneCall() {
        progress()
                .write(LongStream.range(0, 2_500)
                        .mapToObj(id -> new Report(id, "t" + id, id / 2_500.0, "step " + id, id))
                        .toList());
        assertThat(progress().read(LongStream.range(0, 3_000).boxed().toList())).hasSize(2_500);
    }
}

package dev.taskhost.script.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.script.catalog.CatalogScan;
import dev.taskhost.script.catalog.Generation;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private static final Generation FIRST = new Generation(1, "aaaaaaaa", CatalogScan.empty(), null);
    private static final Generation SECOND = new Generation(2, "bbbbbbbb", CatalogScan.empty(), null);
    private static final Generation OTHER = new Generation(2, "cccccccc", CatalogScan.empty(), null);

    private final Succession scripts = new Succession(FIRST);

    @Test
    void interpretersAreOpenedForWhatComesBeforeItIsInCharge() {
        CompletableFuture<@Nullable Void> open = scripts.prepare(SECOND, true);
        assertThat(scripts.current()).isEqualTo(FIRST);
        assertThat(scripts.newest()).isEqualTo(SECOND);
        assertThat(scripts.opened(FIRST)).isNotSameAs(open).isDone(); // one that was opening already
        assertThat(scripts.opened(SECOND)).isSameAs(open).isNotDone();
        scripts.become(SECOND);
        assertThat(scripts.current()).isEqualTo(SECOND);
        assertThat(scripts.newest()).isEqualTo(SECOND);
    }

    @Test
    void whatDidNotComeIsForgotten() {
        var _ = scripts.prepare(SECOND, true);
        assertThat(scripts.prepare(FIRST, false)).isDone();
        assertThat(scripts.newest()).isEqualTo(FIRST);
        var _ = scripts.prepare(OTHER, true);
        assertThat(scripts.opened(SECOND)).isDone(); // the same number is not the same scripts
        assertThat(scripts.newest()).isEqualTo(OTHER);
    }

    @Test
    void whereNoInterpreterIsWantedNobodyWaits() {
        assertThat(scripts.prepare(SECOND, false)).isDone();
        assertThat(scripts.newest()).isEqualTo(FIRST);
    }
}

package dev.taskhost.core.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.store.Progress;
import dev.taskhost.core.store.Progress.Report;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of what bodies say of how far they are, however often they say it and whatever the database does. */
class ProgressFlusherTest {
    private static final Borrower SEVEN = new Borrower("seven", 7, "t7");

    private final Table table = new Table();
    private final List<RuntimeException> told = new ArrayList<>();
    private final ProgressFlusher flusher = new ProgressFlusher(table, told::add);
    private final ProgressOperation operation =
            new ProgressOperation(InstantSource.fixed(Instant.ofEpochMilli(5)), flusher::report);

    @Test
    void ofAMillionWordsTheNewestIsWrittenInOneStatementWithThoseOfOthers() throws ServiceException {
        for (int i = 0; i <= 1_000_000; i++) {
            say(SEVEN, Double.toString(i / 1_000_000.0), "row");
        }
        say(new Borrower("eight", 8, "t8"), "", "");
        flusher.flush();
        flusher.flush();
        assertThat(table.statements).containsExactly(2);
        assertThat(table.rows)
                .isEqualTo(Map.of(7L, new Report(7, "t7", 1.0, "row", 5), 8L, new Report(8, "t8", null, "", 5)));
    }

    @Test
    void theLastWordsOfWhatEndedAreWrittenAlone() throws ServiceException {
        say(SEVEN, "0.5", "");
        say(new Borrower("eight", 8, "t8"), "0.5", "");
        flusher.flush(Set.of("t7", "t9"));
        assertThat(table.rows).containsOnlyKeys(7L);
        flusher.flush(Set.of("t9"));
        flusher.flush();
        assertThat(table.statements).containsExactly(1, 1);
    }

    @Test
    void aDatabaseThatIsAwayGetsTheNewestWordOnceItIsBackAndIsToldOfOnce() throws ServiceException {
        table.failure = new StoreUnavailableException("away", new IllegalStateException());
        say(SEVEN, "0.1", "");
        flusher.flush();
        flusher.flush(Set.of("t7"));
        say(SEVEN, "0.2", "");
        flusher.flush();
        assertThat(told).hasSize(1);
        table.failure = null;
        flusher.flush();
        assertThat(table.rows).containsEntry(7L, new Report(7, "t7", 0.2, "", 5));
        table.failure = new StoreUnavailableException("away again", new IllegalStateException());
        say(SEVEN, "0.3", "");
        flusher.flush();
        assertThat(told).hasSize(2);
    }

    @Test
    void whatTheDatabaseRefusesForGoodIsGivenUp() throws ServiceException {
        table.failure = new StoreException("a table is missing");
        say(SEVEN, "0.1", "");
        flusher.flush();
        table.failure = null;
        flusher.flush();
        assertThat(table.statements).isEmpty();
        assertThat(told).hasSize(1);
    }

    @Test
    void aWordThatComesWhileTheOneBeforeIsWrittenIsNotLost() throws ServiceException {
        say(SEVEN, "0.1", "");
        table.meanwhile = () -> flusher.report(new Report(7, "t7", 0.2, "", 6));
        flusher.flush();
        table.meanwhile = () -> {};
        flusher.flush();
        assertThat(table.rows).containsEntry(7L, new Report(7, "t7", 0.2, "", 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "2.0", "-0.1", "Infinity", "half", " "})
    void aFractionThatIsNoneIsRefusedWithWhatIsOne(String fraction) {
        assertThatThrownBy(() -> say(SEVEN, fraction, ""))
                .isInstanceOf(ServiceException.class)
                .hasMessageContainingAll("the fraction is " + fraction, "from 0.0 to 1.0");
        flusher.flush();
        assertThat(table.statements).isEmpty();
    }

    @Test
    void textsAreCutBetweenCharacters() throws ServiceException {
        say(SEVEN, "0.1", "😀".repeat(Progress.MOST_TEXT + 1));
        flusher.flush();
        assertThat(table.rows).containsEntry(7L, new Report(7, "t7", 0.1, "😀".repeat(Progress.MOST_TEXT), 5));
    }

    @Test
    void aScriptThatIsOnlyLoadedHasNone() {
        assertThatThrownBy(() -> say(new Borrower("script.report.py", 0, ""), "0.1", ""))
                .hasMessageContainingAll("script.report.py", "only being loaded", "in the task's function");
    }

    private void say(Borrower who, String fraction, String text) throws ServiceException {
        assertThat(operation.ask(who, List.of(fraction, text))).isCompletedWithValue("null");
    }

    /** A table in memory whose database may be away or refuse. */
    private static final class Table implements Progress {
        private final Map<Long, Report> rows = new HashMap<>();
        private final List<Integer> statements = new ArrayList<>();
        private @Nullable RuntimeException failure;
        private Runnable meanwhile = () -> {};

        @Override
        public void write(List<Report> reports) {
            if (failure != null) {
                throw failure;
            }
            meanwhile.run();
            reports.forEach(report -> rows.put(report.executionId(), report));
            statements.add(reports.size());
        }

        @Override
        public Map<Long, Report> read(Collection<Long> executionIds) {
            return rows;
        }
    }
}

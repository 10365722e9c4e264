package dev.taskhost.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.store.Outputs.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of what executions print, whatever they print and whatever the database does. */
class OutputFlusherTest {
    private final TroubledOutputs outputs = new TroubledOutputs();
    private final List<String> told = new ArrayList<>();

    @Test
    void linesAreStoredInOrderAsTheyCome() {
        OutputFlusher flusher = flusher(1_000);
        ExecutionOutput output = flusher.open(7, "t7");
        output.line(false, "one");
        output.line(true, "two");
        flusher.flush();
        assertThat(outputs.lines(7)).containsExactly("one", "!two");
        output.line(false, "");
        output.line(false, "four\nfive");
        output.close();
        output.line(false, "from a thread that was left behind");
        flusher.flush(Set.of("t7"));
        assertThat(outputs.lines(7)).containsExactly("one", "!two", "", "four", "five");
        assertThat(flusher.isDone()).isTrue();
    }

    @Test
    void nothingPrintedAndNothingNewAreNotWritten() {
        OutputFlusher flusher = flusher(1_000);
        ExecutionOutput output = flusher.open(7, "t7");
        flusher.open(8, "t8").close();
        flusher.flush();
        flusher.flush(Set.of("t7", "t8"));
        assertThat(outputs.transactions).isEmpty();
        output.line(false, "one");
        flusher.flush();
        flusher.flush();
        flusher.flush(Set.of("t7"));
        assertThat(outputs.transactions).containsExactly(1);
    }

    @Test
    void noneIsKeptWhenSoIsSaid() {
        OutputFlusher flusher = flusher(0);
        flusher.open(7, "t7").line(false, "one");
        flusher.flush();
        assertThat(outputs.transactions).isEmpty();
    }

    @Test
    void manyExecutionsAreOneTransactionUntilItIsLarge() {
        OutputFlusher flusher = flusher(1_000_000);
        for (int i = 0; i < 500; i++) {
            flusher.open(i, "t" + i).line(false, "one");
        }
        flusher.flush();
        assertThat(outputs.transactions).containsExactly(500);
        for (int i = 0; i < 4; i++) {
            flusher.open(i, "u" + i).line(false, "x".repeat(400_000));
        }
        flusher.flush();
        assertThat(outputs.transactions).containsExactly(500, 3, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 10_000})
    void theHeadAndTheTailAreKeptWithOneMarkBetween(int linesAFlush) {
        OutputFlusher flusher = flusher(1_000);
        ExecutionOutput output = flusher.open(7, "t7");
        for (int i = 0; i < 10_000; i++) {
            output.line(false, "%04d".formatted(i));
            if (i % linesAFlush == 0) {
                flusher.flush();
                assertThat(bytes(outputs.lines(7))).isLessThan(1_100);
            }
        }
        output.close();
        flusher.flush(Set.of("t7"));
        List<String> kept = outputs.lines(7);
        List<String> head = IntStream.range(0, 100).mapToObj("%04d"::formatted).toList();
        assertThat(kept.subList(0, 100)).isEqualTo(head);
        List<String> tail = kept.subList(101, kept.size());
        assertThat(tail.size()).isBetween(80, 100);
        assertThat(tail)
                .isEqualTo(IntStream.range(10_000 - tail.size(), 10_000)
                        .mapToObj("%04d"::formatted)
                        .toList());
        assertThat(kept.get(100)).isEqualTo("!… %,d bytes left out …".formatted((10_000 - 100 - tail.size()) * 5));
        assertThat(flusher.isDone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 16, 17, 100})
    void aTinyBoundKeepsLittleButTheNewest(long maxBytes) {
        OutputFlusher flusher = flusher(maxBytes);
        ExecutionOutput output = flusher.open(7, "t7");
        for (int i = 0; i < 100; i++) {
            output.line(false, "零 " + i);
            flusher.flush();
        }
        output.line(false, "");
        output.close();
        flusher.flush(Set.of("t7"));
        List<String> kept = outputs.lines(7);
        assertThat(bytes(kept)).isLessThan((int) maxBytes + 40);
        assertThat(kept).last().isEqualTo("");
        assertThat(kept).filteredOn(line -> line.contains("left out")).hasSize(1);
        assertThat(flusher.isDone()).isTrue();
    }

    @Test
    void asLongAsAllFitsThereIsNoMark() {
        OutputFlusher flusher = flusher(1_000);
        ExecutionOutput output = flusher.open(7, "t7");
        IntStream.range(0, 200).forEach(i -> output.line(false, "%04d".formatted(i)));
        flusher.flush(Set.of("t7"));
        assertThat(outputs.lines(7))
                .isEqualTo(IntStream.range(0, 200).mapToObj("%04d"::formatted).toList());
    }

    @Test
    void aReaderThatKeepsUpSeesEveryLineOnce() {
        OutputFlusher flusher = flusher(1_000);
        ExecutionOutput output = flusher.open(7, "t7");
        List<String> read = new ArrayList<>();
        int seen = -1;
        for (int i = 0; i < 2_000; i++) {
            output.line(false, "%04d".formatted(i));
            if (i % 50 == 49) {
                flusher.flush();
                for (var piece : outputs.read(7, "t7", seen, 1_000)) {
                    seen = piece.seq();
                    piece.lines().stream().map(Line::text).forEach(read::add);
                }
            }
        }
        assertThat(read)
                .isEqualTo(IntStream.range(0, 2_000).mapToObj("%04d"::formatted).toList());
    }

    @Test
    void aLongLineIsBrokenBetweenCharacters() {
        OutputFlusher flusher = flusher(1_000);
        ExecutionOutput output = flusher.open(7, "t7");
        output.line(true, "a" + "零😀".repeat(20));
        flusher.flush();
        List<String> lines = outputs.lines(7);
        assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.startsWith("!"));
        assertThat(String.join("", lines).replace("!", "")).isEqualTo("a" + "零😀".repeat(20));
        assertThat(lines).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 62);
    }

    @Test
    void aDatabaseThatIsAwayIsToldOnceAndGetsEverythingLater() {
        OutputFlusher flusher = flusher(1_000);
        ExecutionOutput output = flusher.open(7, "t7");
        outputs.away = true;
        output.line(false, "one");
        flusher.flush();
        output.line(false, "two");
        output.close();
        flusher.flush(Set.of("t7"));
        assertThat(told).containsExactly("away");
        outputs.away = false;
        flusher.flush();
        flusher.flush();
        assertThat(outputs.lines(7)).containsExactly("one", "two");
        assertThat(flusher.isDone()).isTrue();
        outputs.away = true;
        flusher.open(8, "t8").line(false, "again");
        flusher.flush();
        assertThat(told).containsExactly("away", "away");
    }

    @Test
    void aLostAnswerDoublesNothing() {
        OutputFlusher flusher = flusher(1_000);
        ExecutionOutput output = flusher.open(7, "t7");
        outputs.answersLost = true;
        output.line(false, "one");
        flusher.flush();
        output.line(false, "two");
        flusher.flush();
        outputs.answersLost = false;
        flusher.flush();
        flusher.flush();
        assertThat(outputs.lines(7)).containsExactly("one", "two");
    }

    @Test
    void memoryHasABoundWhileTheDatabaseIsAway() {
        OutputFlusher flusher = new OutputFlusher(outputs, 100_000, e -> told.add(e.getMessage()), 20_000);
        outputs.away = true;
        ExecutionOutput first = flusher.open(1, "t1");
        ExecutionOutput second = flusher.open(2, "t2");
        for (int i = 0; i < 1_000; i++) {
            first.line(false, "a%04d".formatted(i));
            second.line(false, "b%04d".formatted(i));
            flusher.flush();
        }
        first.close();
        second.close();
        outputs.away = false;
        flusher.flush(Set.of("t1", "t2"));
        assertThat(flusher.isDone()).isTrue();
        assertThat(outputs.lines(1)).startsWith("a0000", "a0001").anyMatch(line -> line.contains("bytes left out"));
        assertThat(outputs.lines(2)).startsWith("b0000", "b0001").anyMatch(line -> line.contains("bytes left out"));
        assertThat(List.of(outputs.lines(1).getLast(), outputs.lines(2).getLast()))
                .containsAnyOf("a0999", "b0999");
        assertThat(outputs.lines(1).size() + outputs.lines(2).size()).isLessThan(300);
    }

    @Test
    void aTextTheDatabaseRefusesTakesNoOtherWithIt() {
        outputs.refused = "bad";
        OutputFlusher flusher = flusher(1_000);
        ExecutionOutput good = flusher.open(1, "t1");
        ExecutionOutput bad = flusher.open(2, "t2");
        good.line(false, "good");
        bad.line(false, "bad");
        flusher.flush();
        assertThat(told).containsExactly("incorrect string value");
        assertThat(outputs.lines(1)).containsExactly("good");
        bad.line(false, "better");
        bad.close();
        flusher.flush(Set.of("t2"));
        assertThat(outputs.lines(2)).containsExactly("!… 4 bytes left out …", "better");
        assertThat(flusher.isDone()).isTrue();
    }

    @Test
    void aTableThatRefusesEverythingKeepsNothingInMemory() {
        outputs.refused = "";
        OutputFlusher flusher = flusher(1_000);
        for (int i = 0; i < 50; i++) {
            ExecutionOutput output = flusher.open(i, "t" + i);
            output.line(false, "one");
            output.close();
        }
        flusher.flush();
        assertThat(flusher.isDone()).isTrue();
        assertThat(told).containsExactly("incorrect string value");
    }

    private OutputFlusher flusher(long maxBytes) {
        return new OutputFlusher(outputs, maxBytes, e -> told.add(e.getMessage()));
    }

    private static int bytes(List<String> lines) {
        return lines.stream().mapToInt(line -> line.length() + 1).sum();
    }
}

package dev.taskhost.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.store.Outputs;
import dev.taskhost.core.store.Outputs.Change;
import dev.taskhost.core.store.Outputs.Line;
import dev.taskhost.core.store.Outputs.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What executions print: put in, replaced, taken out, and read by any host while it grows. */
public abstract class OutputContract extends StoreContract {
    private Outputs outputs() {
        return store().outputs();
    }

    @Test
    void piecesAreReadInOrderByAnotherHostAndFromAnyPlace() {
        outputs().write(List.of(put(7, piece(0, "one", "two"), piece(3, "three")), put(8, piece(0, "other"))));
        outputs().write(List.of(put(7, piece(4, "four"))));
        Outputs elsewhere = open().outputs();
        assertThat(elsewhere.read(7, "t7", -1, 10))
                .containsExactly(piece(0, "one", "two"), piece(3, "three"), piece(4, "four"));
        assertThat(elsewhere.read(7, "t7", 0, 1)).containsExactly(piece(3, "three"));
        assertThat(elsewhere.read(7, "t7", 4, 10)).isEmpty();
        assertThat(elsewhere.read(8, "t8", -1, 10)).containsExactly(piece(0, "other"));
        assertThat(elsewhere.read(9, "t9", -1, 10)).isEmpty();
    }

    @Test
    void everyTextSurvivesAndEveryLineKnowsWhetherItIsAnError() {
        Piece piece = new Piece(
                0,
                List.of(
                        new Line(true, ""),
                        new Line(false, "零 😀 é \\ ' \" ? {rows} ${x} \t\u0000\u001b[31m"),
                        new Line(true, "a"),
                        new Line(true, "b"),
                        new Line(true, " trailing "),
                        new Line(false, "")));
        Piece empty = piece(1, "");
        outputs().write(List.of(put(7, piece, empty)));
        assertThat(outputs().read(7, "t7", -1, 10)).containsExactly(piece, empty);
        assertThat(column("SELECT error_lines FROM task_output ORDER BY seq")).containsExactly("0,2-4", null);
    }

    @Test
    void halfACharacterHarmsNobody() {
        outputs().write(List.of(put(7, piece(0, "half \ud83d of one")), put(8, piece(0, "whole"))));
        assertThat(outputs().read(7, "t7", -1, 10).getFirst().lines().getFirst().text())
                .startsWith("half ")
                .endsWith(" of one");
        assertThat(outputs().read(8, "t8", -1, 10)).containsExactly(piece(0, "whole"));
    }

    @Test
    void aWriteMayBeRepeatedAndReplaces() {
        Change change = put(7, piece(0, "one"), piece(1, "two"));
        outputs().write(List.of(change));
        outputs().write(List.of(change));
        outputs().write(List.of(put(7, piece(1, "new"))));
        assertThat(outputs().read(7, "t7", -1, 10)).containsExactly(piece(0, "one"), piece(1, "new"));
    }

    @Test
    void piecesAreTakenOutAsOthersArePutIn() {
        outputs()
                .write(List.of(
                        put(7, piece(0, "0"), piece(1, "1"), piece(2, "2"), piece(3, "3")), put(8, piece(2, "x"))));
        outputs().write(List.of(new Change(7, "t7", List.of(piece(4, "4")), 1, 3)));
        assertThat(outputs().read(7, "t7", -1, 10)).containsExactly(piece(0, "0"), piece(3, "3"), piece(4, "4"));
        assertThat(outputs().read(8, "t8", -1, 10)).containsExactly(piece(2, "x"));
    }

    @Test
    void whatAnEarlierExecutionOfTheSameNumberLeftIsNotShown() {
        outputs().write(List.of(put(7, piece(0, "old"), piece(1, "old"))));
        outputs().write(List.of(new Change(7, "another", List.of(piece(0, "new")), 0, 0)));
        assertThat(outputs().read(7, "another", -1, 10)).containsExactly(piece(0, "new"));
    }

    @Test
    void manyAndLargePiecesGoInOneCall() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            changes.add(put(i, piece(0, "line " + i)));
        }
        changes.add(put(
                2_000,
                IntStream.range(0, 16)
                        .mapToObj(seq -> piece(seq, "😀".repeat(16_000)))
                        .toArray(Piece[]::new)));
        outputs().write(changes);
        assertThat(outputs().read(1_499, "t1499", -1, 10)).containsExactly(piece(0, "line 1499"));
        assertThat(outputs().read(2_000, "t2000", -1, 20)).hasSize(16);
        assertThat(outputs().read(2_000, "t2000", 14, 20)).containsExactly(piece(15, "😀".repeat(16_000)));
    }

    private static Change put(long execution, Piece... pieces) {
        return new Change(execution, "t" + execution, List.of(pieces), 0, 0);
    }

    private static Piece piece(int seq, String... lines) {
        return new Piece(
                seq, List.of(lines).stream().map(text -> new Line(false, text)).toList());
    }
}

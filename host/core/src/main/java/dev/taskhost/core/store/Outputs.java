package dev.taskhost.core.store;

import java.util.List;

/**
 * What executions print, in pieces of some lines. Not part of the ledger: it is neither fenced nor in one transaction with
 * starts and ends. Thread-safe; any call may be repeated and may throw {@link StoreException}.
 */
public interface Outputs {
    /** Makes changes to the output of executions, all of them or none, in one transaction. */
    void write(List<Change> changes);

    /**
     * Pieces of an execution's output in order; what an earlier execution of the same number left is not among them.
     *
     * @param after only pieces with a higher sequence number; -1 for all
     * @param most so many pieces at most
     */
    List<Piece> read(long executionId, String traceId, int after, int most);

    /**
     * A change to the output of one execution.
     *
     * @param traceId of the execution
     * @param pieces are put in; a piece that is there already is replaced
     * @param removedFrom pieces from this sequence number on are taken out ...
     * @param removedBelow ... to this one, which stays itself; the same number: none
     */
    record Change(long executionId, String traceId, List<Piece> pieces, int removedFrom, int removedBelow) {}

    /**
     * Some lines.
     *
     * @param seq counts up; numbers may be missing
     */
    record Piece(int seq, List<Line> lines) {}

    /**
     * A line.
     *
     * @param error whether it was meant as one
     * @param text without a line break; may be empty
     */
    record Line(boolean error, String text) {}
}

package dev.taskhost.core.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far executions say they are: the newest word of each. Not part of the ledger: it is neither fenced nor in one
 * transaction with starts and ends. Thread-safe; any call may be repeated and may throw {@link StoreException}.
 */
public interface Progress {
    /** Longest text, in code points. */
    int MOST_TEXT = 200;

    /** Puts reports down in place of what the same executions said before, all of them or none. */
    void write(List<Report> reports);

    /**
     * The newest words of executions, by execution; those that said nothing are missing. What an earlier execution of the same
     * number left is among them, told by its trace id.
     */
    Map<Long, Report> read(Collection<Long> executionIds);

    /**
     * What an execution says of how far it is.
     *
     * @param traceId of the execution
     * @param fraction from 0 to 1; null when the amount is not known
     * @param text {@link #MOST_TEXT} code points at most; may be empty
     * @param at when it was said, epoch milliseconds by the host's clock
     */
    record Report(
            long executionId, String traceId, @Nullable Double fraction, String text, long at) {}
}

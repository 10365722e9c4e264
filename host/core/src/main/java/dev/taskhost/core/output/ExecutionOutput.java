package dev.taskhost.core.output;

import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.output.StoredTail.Removed;
import dev.taskhost.core.store.Outputs.Change;
import dev.taskhost.core.store.Outputs.Line;
import dev.taskhost.core.store.Outputs.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one execution prints. The first half of what may be kept stays for good. Of all that follows the last half stays: newer
 * pieces push older ones out of the database, so that it can be read while it runs, and a mark in between says how much
 * is missing. In memory is only what was not stored yet; of that, too, the oldest gives way. Thread-safe; never waits
 * for the database.
 */
public final class ExecutionOutput implements BodyOutput {
    /** Longest piece; a longer line is broken. */
    private static final long PIECE_BYTES = 64_000;

    /** So many pieces go into one change, so that no statement outgrows what servers take at once. */
    private static final int PIECES_AT_ONCE = 16;

    private final long executionId;
    private final String traceId;
    private final long half;
    private final long pieceBytes;
    private final HeldBytes held;
    private final Map<String, ExecutionOutput> fresh;
    private final Lines head;
    private final Lines tail;

    private final StoredTail inDatabase;
    private long headLeft;
    private int nextSeq;

    /** Lines were left out that were never stored; what was stored before them has to go as well, as there is one mark. */
    private boolean gap;

    private boolean closed;
    private @Nullable Draft draft;

    /**
     * @param maxBytes how much is kept, in UTF-8; 0: nothing
     * @param held the memory of all executions
     * @param fresh where this stands while it has something to be stored, by trace id
     */
    ExecutionOutput(
            long executionId, String traceId, long maxBytes, HeldBytes held, Map<String, ExecutionOutput> fresh) {
        this.executionId = executionId;
        this.traceId = traceId;
        this.half = maxBytes / 2;
        this.pieceBytes = Math.clamp(half / 8, 1, PIECE_BYTES);
        this.held = held;
        this.fresh = fresh;
        this.head = new Lines(held, true); // or nothing would be left for what is printed last
        this.tail = new Lines(held, false);
        this.inDatabase = new StoredTail(half);
        this.headLeft = half;
        this.closed = maxBytes == 0;
    }

    @Override
    public synchronized void line(boolean error, String line) {
        if (closed) {
            return;
        }
        int from = 0;
        for (int end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n', from)) {
            add(error, line.substring(from, end));
            from = end + 1;
        }
        add(error, line.substring(from));
        fresh.put(traceId, this);
    }

    /** Nothing more is taken; what was is still to be stored. */
    public synchronized void close() {
        closed = true;
    }

    private void add(boolean error, String text) {
        long longest = pieceBytes - 1; // and a line break
        if (text.length() * 3L <= longest) {
            add(new Line(error, text));
            return;
        }
        int from = 0;
        do {
            int end = Utf8.end(text, from, longest);
            add(new Line(error, text.substring(from, end)));
            from = end;
        } while (from < text.length());
    }

    private void add(Line line) {
        long bytes = Lines.bytes(line);
        if (bytes <= headLeft && head.add(line)) {
            headLeft -= bytes;
            return;
        }
        headLeft = 0; // nothing shorter may slip in behind a line that did not fit
        while (!tail.isEmpty() && tail.bytes() + bytes > half) {
            leaveOut(tail.drop());
        }
        while (!tail.add(line)) {
            if (tail.isEmpty()) {
                leaveOut(bytes);
                return;
            }
            leaveOut(tail.drop());
        }
    }

    private void leaveOut(long bytes) {
        inDatabase.leftOut(bytes);
        gap = true;
    }

    // ---- for the flusher, which stores one change of an execution at a time

    /** What is to be stored next, the same until it is {@link #stored} or {@link #refused}; null when there is nothing. */
    synchronized @Nullable Draft draft() {
        if (draft == null && hasNews()) {
            draft = newDraft();
        }
        return draft;
    }

    /** The draft is in the database. */
    synchronized void stored() {
        endDraft();
        forgetIfDone();
    }

    /** The database does not take the draft, now or later. */
    synchronized void refused() {
        Draft refused = endDraft();
        if (closed) {
            while (!head.isEmpty()) {
                head.drop();
            }
            while (!tail.isEmpty()) {
                tail.drop();
            }
            gap = false;
        } else if (refused != null) {
            headLeft = 0;
            leaveOut(refused.headBytes());
        }
        forgetIfDone();
    }

    /** Whether there is anything to be stored. */
    synchronized boolean hasNews() {
        return draft != null || gap || !head.isEmpty() || !tail.isEmpty();
    }

    private void forgetIfDone() {
        if (!hasNews()) {
            fresh.remove(traceId, this);
        }
    }

    private @Nullable Draft endDraft() {
        Draft ended = draft;
        draft = null;
        if (ended != null) {
            held.give(ended.memory());
        }
        return ended;
    }

    private Draft newDraft() {
        List<Piece> pieces = new ArrayList<>();
        long bytes = head.bytes() + tail.bytes();
        long memory = head.memory() + tail.memory();
        long headBytes = head.bytes();
        while (!head.isEmpty() && pieces.size() < PIECES_AT_ONCE) {
            pieces.add(new Piece(nextSeq++, head.take(pieceBytes)));
        }
        headBytes -= head.bytes();
        Removed removed = head.isEmpty() && headLeft == 0 ? draftTail(pieces) : Removed.NOTHING;
        bytes -= head.bytes() + tail.bytes();
        memory -= head.memory() + tail.memory();
        Change change = new Change(executionId, traceId, pieces, removed.from(), removed.below());
        return new Draft(change, memory, bytes, headBytes);
    }

    private Removed draftTail(List<Piece> pieces) {
        Removed removed = gap ? inDatabase.giveUp(nextSeq) : Removed.NOTHING;
        nextSeq = inDatabase.placeMark(nextSeq);
        while (!tail.isEmpty() && pieces.size() < PIECES_AT_ONCE) {
            long before = tail.bytes();
            List<Line> lines = tail.take(pieceBytes);
            inDatabase.add(nextSeq, before - tail.bytes());
            pieces.add(new Piece(nextSeq++, lines));
        }
        if (!gap) {
            removed = inDatabase.roll(); // after a gap there is nothing older, and what waited is no more than may stay
        }
        if (gap || !removed.isNothing()) {
            pieces.add(inDatabase.mark());
        }
        gap = false;
        return removed;
    }
}

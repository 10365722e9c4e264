package dev.taskhost.core.output;

import dev.taskhost.core.store.Outputs.Line;
import dev.taskhost.core.store.Outputs.Piece;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What is in the database behind the head: a mark, should anything be missing, and the newest pieces. Confined to its
 * execution's lock.
 */
final class StoredTail {
    private final long most;
    private final Deque<Entry> pieces = new ArrayDeque<>(1);
    private long bytes;
    private long leftOut;
    private int markSeq = -1;

    /**
     * @param most so many bytes stay
     */
    StoredTail(long most) {
        this.most = most;
    }

    /** So many bytes never get here. */
    void leftOut(long moreBytes) {
        leftOut += moreBytes;
    }

    /** Keeps a number for the mark, unless it has one. */
    int placeMark(int nextSeq) {
        if (markSeq >= 0) {
            return nextSeq;
        }
        markSeq = nextSeq;
        return nextSeq + 1;
    }

    /** Gives everything up, also the mark, which goes behind it. */
    Removed giveUp(int nextSeq) {
        Removed all = markSeq < 0 ? Removed.NOTHING : new Removed(markSeq, nextSeq);
        leftOut += bytes;
        bytes = 0;
        pieces.clear();
        markSeq = -1;
        return all;
    }

    void add(int seq, long pieceBytes) {
        pieces.add(new Entry(seq, pieceBytes));
        bytes += pieceBytes;
    }

    /** Gives the oldest pieces up, as far as there is too much. */
    Removed roll() {
        Removed removed = Removed.NOTHING;
        while (bytes > most && pieces.size() > 1) {
            Entry oldest = pieces.remove();
            bytes -= oldest.bytes();
            leftOut += oldest.bytes();
            removed = new Removed(markSeq + 1, oldest.seq() + 1);
        }
        return removed;
    }

    /** The line that says how much is missing, in its place. */
    Piece mark() {
        String text = String.format(Locale.ROOT, "… %,d bytes left out …", leftOut);
        return new Piece(markSeq, List.of(new Line(true, text)));
    }

    private record Entry(int seq, long bytes) {}

    /** Sequence numbers from the first to below the last. */
    record Removed(int from, int below) {
        static final Removed NOTHING = new Removed(0, 0);

        boolean isNothing() {
            return from == below;
        }
    }
}

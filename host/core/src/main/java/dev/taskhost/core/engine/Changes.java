package dev.taskhost.core.engine;

import dev.taskhost.core.store.RangeFingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which ranges of the task table differ from what was taken over; they are handed out in id order, a piece at a time, so
 * that a table of any size is read with little memory. Confined to one thread.
 */
final class Changes {
    private static final int ROWS_AT_ONCE = 4_096;

    private final NavigableMap<Integer, RangeFingerprint> known = new TreeMap<>();
    private final NavigableMap<Integer, RangeFingerprint> differing = new TreeMap<>();

    /** Compares; the table looks like this now. */
    void compare(List<RangeFingerprint> now) {
        differing.clear();
        Set<Integer> vanished = new TreeSet<>(known.keySet());
        for (RangeFingerprint range : now) {
            vanished.remove(range.range());
            if (!range.equals(known.get(range.range()))) {
                differing.put(range.range(), range);
            }
        }
        vanished.forEach(range -> differing.put(range, new RangeFingerprint(range, 0, 0)));
    }

    boolean isEmpty() {
        return differing.isEmpty();
    }

    /** The next ranges to read; they count as known from now on. */
    List<Integer> next() {
        List<Integer> ranges = new ArrayList<>();
        long rows = 0;
        while (!differing.isEmpty() && rows < ROWS_AT_ONCE) {
            RangeFingerprint range = differing.pollFirstEntry().getValue();
            rows += range.rows();
            ranges.add(range.range());
            if (range.rows() == 0) {
                known.remove(range.range());
            } else {
                known.put(range.range(), range);
            }
        }
        return ranges;
    }

    /** These were not taken over: they differ until the next comparison shows that they do not exist. */
    void forget(Collection<Integer> ranges) {
        for (int range : ranges) {
            known.remove(range);
            differing.put(range, new RangeFingerprint(range, 1, -1));
        }
    }
}

package dev.taskhost.store.jdbc;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of lines as a column holds them: {@code 0,3-5}. */
final class LineNumbers {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,7})(?:-(\\d{1,7}))?");

    private LineNumbers() {}

    /** The column's value; null for none. */
    static @Nullable String write(BitSet numbers) {
        if (numbers.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        int from = numbers.nextSetBit(0);
        while (from >= 0) {
            int below = numbers.nextClearBit(from);
            text.append(text.isEmpty() ? "" : ",").append(from);
            if (below - from > 1) {
                text.append('-').append(below - 1);
            }
            from = numbers.nextSetBit(below);
        }
        return text.toString();
    }

    /** Reads it back; what a person may have written there that is no number counts as none. */
    static BitSet read(@Nullable String column) {
        BitSet numbers = new BitSet();
        if (column != null) {
            for (Matcher range = RANGE.matcher(column); range.find(); ) {
                int from = Integer.parseInt(range.group(1));
                int last = range.group(2) == null ? from : Integer.parseInt(range.group(2));
                numbers.set(from, Math.max(from, last) + 1);
            }
        }
        return numbers;
    }
}

package dev.taskhost.script.js;

import java.util.ArrayList;
import java.util.List;

/** Writes the mappings of a source map, as compilers do. */
final class Mappings {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final StringBuilder text = new StringBuilder();
    private final int[] before = new int[4];
    private boolean first = true;

    /** From a column of the line at hand to a place in a source; all from 0. Without a source where it is negative. */
    Mappings add(int column, int source, int line, int sourceColumn) {
        List<Integer> fields = new ArrayList<>();
        fields.add(column - before[0]);
        before[0] = column;
        if (source >= 0) {
            int[] now = {source, line, sourceColumn};
            for (int i = 0; i < now.length; i++) {
                fields.add(now[i] - before[i + 1]);
                before[i + 1] = now[i];
            }
        }
        text.append(first ? "" : ",");
        first = false;
        fields.forEach(this::number);
        return this;
    }

    Mappings nextLine() {
        text.append(';');
        before[0] = 0;
        first = true;
        return this;
    }

    private void number(int value) {
        int rest = value < 0 ? (-value << 1) | 1 : value << 1;
        do {
            int digit = rest & 31;
            rest >>>= 5;
            text.append(DIGITS.charAt(rest > 0 ? digit | 32 : digit));
        } while (rest > 0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

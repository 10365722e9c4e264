package dev.taskhost.app.text;

import java.util.ArrayList;
import java.util.List;

/** A table of aligned columns for a terminal; East Asian wide characters count as two columns. Not thread-safe. */
public final class TextTable {
    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    /** Takes the names of the columns. */
    public TextTable(List<String> header) {
        columns = header.size();
        rows.add(List.copyOf(header));
    }

    /** Adds a row; line breaks in a cell are shown as blanks. */
    public void add(List<String> row) {
        rows.add(row.stream().map(TextTable::oneLine).toList());
    }

    /** How many rows were added. */
    public int size() {
        return rows.size() - 1;
    }

    /** The lines, header first, without trailing blanks. */
    public List<String> lines() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** How many terminal columns a text takes. */
    public static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i));
            line.repeat(' ', widths[i] - width(row.get(i)) + GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    private static String oneLine(String cell) {
        return cell.replaceAll("\\R", " ");
    }
}

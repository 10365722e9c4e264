package dev.taskhost.script.catalog;

import java.util.ArrayList;
import java.util.List;

/** A Python text as its logical lines: what brackets and backslashes hold together is one. Thread-safe (no state). */
final class PythonLines {
    private static final int TAB = 8;

    private PythonLines() {}

    /**
     * One logical line.
     *
     * @param number of its first line, from 1
     * @param indent how far it is indented
     * @param text without the indent
     */
    record Line(int number, int indent, String text) {
        /** Whether it begins with that word. */
        boolean begins(String keyword) {
            return text.startsWith(keyword)
                    && (text.length() == keyword.length()
                            || !Character.isJavaIdentifierPart(text.charAt(keyword.length())));
        }

        /** Behind the colon that begins a block, what stands on the same line; empty when the block is on lines of its own. */
        String inline() {
            int depth = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                depth += change(c);
                if (c == ':' && depth == 0) {
                    return text.substring(i + 1).strip();
                }
            }
            return "";
        }
    }

    /** @param code text without strings and comments, see {@link PythonText#blank} */
    static List<Line> of(String code) {
        List<Line> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int depth = 0;
        int begin = 0;
        int number = 0;
        for (String line : code.split("\\r?\\n", -1)) {
            number++;
            if (open.isEmpty()) {
                begin = number;
            }
            boolean goesOn = line.endsWith("\\");
            open.append(goesOn ? line.substring(0, line.length() - 1) : line);
            depth = Math.max(0, depth + line.chars().map(c -> change((char) c)).sum());
            if (depth > 0 || goesOn) {
                open.append(' ');
                continue;
            }
            add(lines, begin, open.toString());
            open.setLength(0);
        }
        add(lines, begin, open.toString());
        return lines;
    }

    private static void add(List<Line> lines, int number, String text) {
        if (!text.isBlank()) {
            lines.add(new Line(number, indent(text), text.strip()));
        }
    }

    private static int indent(String text) {
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                column = (column / TAB + 1) * TAB;
            } else if (c == ' ') {
                column++;
            } else {
                return column;
            }
        }
        return column;
    }

    private static int change(char c) {
        return switch (c) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }
}

package dev.taskhost.notice.message;

import java.util.ArrayList;
import java.util.List;

/** The part of an error that fits into a message: what it is first, then as much of where it was as there is room for. */
final class ErrorHead {
    private static final String PYTHON = "Traceback (most recent call last)";
    private static final int MOST = 1_200;
    private static final int MOST_LINES = 8;

    private ErrorHead() {}

    /** Cuts an error text, of whichever language; empty stays empty. */
    static String of(String error) {
        List<String> lines = error.strip().lines().map(String::stripTrailing).toList();
        if (lines.isEmpty()) {
            return "";
        }
        int head = lines.getFirst().startsWith(PYTHON) ? pythonHead(lines) : 0;
        List<String> said = new ArrayList<>(lines.subList(head, Math.min(lines.size(), head + MOST_LINES)));
        if (head > 0) {
            int room = Math.max(0, MOST_LINES - said.size());
            said.addAll(lines.subList(Math.max(1, head - room), head)); // the innermost frames
        }
        return Texts.clip(String.join("\n", said), MOST);
    }

    /** A traceback's frames are indented; what stands behind the last of them is the error, on one line or several. */
    private static int pythonHead(List<String> lines) {
        int last = lines.size() - 1;
        for (int i = lines.size() - 1; i > 0; i--) {
            if (lines.get(i).startsWith("  File ")) {
                last = i;
                break;
            }
        }
        for (int i = last + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith(" ")) {
                return i;
            }
        }
        return lines.size() - 1;
    }
}

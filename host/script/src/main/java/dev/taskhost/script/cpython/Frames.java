package dev.taskhost.script.cpython;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what faulthandler has left of where a process stood. Thread-safe (no state). */
final class Frames {
    private static final Logger LOG = LoggerFactory.getLogger(Frames.class);

    /** faulthandler's lines, innermost first. */
    private static final Pattern FRAME = Pattern.compile("  File \"(.*)\", line (\\d+) in (.*)");

    private static final Pattern HEAD = Pattern.compile(".*\\(most recent call first\\):");

    private Frames() {}

    /**
     * The stack that C code wrote when it crashed or was asked, as a traceback has it: outermost first, from the first frame in
     * the scripts folder on.
     *
     * @param dump the file it was written to
     * @return lines; empty when there are none
     */
    static String of(Path dump, Path root) {
        Deque<String> lines = new ArrayDeque<>();
        Deque<String> own = new ArrayDeque<>();
        boolean python = false;
        for (String line : text(dump).split("\n", -1)) {
            Matcher frame = FRAME.matcher(line);
            if (HEAD.matcher(line).matches()) {
                python = !line.contains(" C stack");
                if (python) {
                    lines.clear();
                    own.clear();
                }
            } else if (python && frame.matches()) {
                lines.addFirst("  File \"" + frame.group(1) + "\", line " + frame.group(2) + ", in " + frame.group(3));
                if (frame.group(1).startsWith(root + "/")) {
                    own = new ArrayDeque<>(lines);
                }
            }
        }
        return String.join("\n", own);
    }

    private static String text(Path dump) {
        try {
            return Files.exists(dump) ? new String(Files.readAllBytes(dump), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            LOG.debug("What a Python process has left in {} cannot be read: {}", dump, e.toString());
            return "";
        }
    }
}

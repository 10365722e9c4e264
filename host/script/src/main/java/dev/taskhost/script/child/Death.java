package dev.taskhost.script.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of a process that has ended, in words for a person. Thread-safe (no state). */
final class Death {
    private static final Logger LOG = LoggerFactory.getLogger(Death.class);

    /** So Java gives the end by a signal, as shells do. */
    private static final int SIGNALED = 128;

    private static final int MOST_SIGNAL = 64;
    private static final int KILL = 9;

    /** The driver's own, see driver.py. */
    private static final int CUT_OFF = 70;

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL, an instruction that the processor does not know"),
            Map.entry(6, "SIGABRT, abort() in C code"),
            Map.entry(7, "SIGBUS, an access to memory that is not there"),
            Map.entry(8, "SIGFPE, an error of arithmetic in C code"),
            Map.entry(KILL, "SIGKILL"),
            Map.entry(11, "SIGSEGV, an access to memory that is not its own"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU, the limit of processor time"),
            Map.entry(25, "SIGXFSZ, the limit of a file's size"));

    /** faulthandler's lines, innermost first. */
    private static final Pattern FRAME = Pattern.compile("  File \"(.*)\", line (\\d+) in (.*)");

    private static final Pattern HEAD = Pattern.compile(".*\\(most recent call first\\):");

    private Death() {}

    /**
     * {@code was ended by signal 11 (SIGSEGV, …)}, {@code ended with exit code 4}.
     *
     * @param exit as {@link Process#exitValue} gives it
     */
    static String of(int exit) {
        int signal = exit - SIGNALED;
        if (signal > 0 && signal <= MOST_SIGNAL) {
            String name = SIGNALS.get(signal);
            return "was ended by signal " + signal + (name == null ? "" : " (" + name + ")")
                    + (signal == KILL
                            ? ": somebody killed it, perhaps the system because memory ran out (see the kernel's log)"
                            : "");
        }
        return "ended with exit code " + exit
                + (exit == CUT_OFF ? ": its result could not be told to the host; the output has the reason" : "");
    }

    /**
     * The stack that C code wrote when it crashed or was asked, as a traceback has it: outermost first, from the first frame in
     * the scripts folder on.
     *
     * @param dump the file it was written to
     * @return lines; empty when there are none
     */
    static String frames(Path dump, Path root) {
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

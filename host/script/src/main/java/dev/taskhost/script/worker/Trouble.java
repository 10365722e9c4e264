package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SourceSection;
import org.jspecify.annotations.Nullable;

/** What an exception that leaves the interpreter means for the call. Thread-safe (no state). */
public final class Trouble {
    private Trouble() {}

    /**
     * Reads an exception of the interpreter.
     *
     * @param frames the lines that say where it stood, see {@link #frames}
     * @throws PolyglotException the same one, when the interpreter itself failed
     */
    public static BodyResult of(PolyglotException e, String frames) {
        if (e.isInterrupted() || e.isCancelled()) {
            return stopped(frames);
        }
        if (e.isExit()) {
            return new BodyResult.Failed(join(
                    frames,
                    "SystemExit: the script ended the interpreter with exit status " + e.getExitStatus()
                            + "; in a task only the call ends."));
        }
        if (!e.isGuestException() || e.isInternalError()) {
            throw e;
        }
        if (e.isResourceExhausted()) { // JavaScript has no error of its own for it; Python raises MemoryError
            return new BodyResult.Failed(join(frames, "Out of memory or stack: " + e.getMessage()));
        }
        return new BodyResult.Failed(join(frames, String.valueOf(e.getMessage())));
    }

    /** The result of a body whose interpreter failed. */
    static BodyResult ofInterpreter(String language, Throwable e) {
        return new BodyResult.Failed("The " + language + " interpreter itself failed: " + e
                + "\nThe host's log has the details; the worker gets a new interpreter.");
    }

    /** The result of a body that was interrupted. */
    public static BodyResult stopped(String frames) {
        return new BodyResult.Stopped(join(frames, "Stopped: the host interrupted it."));
    }

    private static String join(String frames, String last) {
        return frames.isEmpty() ? last : "Traceback (most recent call last):\n" + frames + "\n" + last;
    }

    /**
     * The script's frames, outermost first, one line each. The interpreter knows the function of a frame, not always its
     * line.
     *
     * @param hidden the driver's source name, whose frames are left out
     */
    public static String frames(PolyglotException e, String hidden) {
        List<String> lines = new ArrayList<>();
        for (StackFrame frame : e.getPolyglotStackTrace()) {
            if (frame.isGuestFrame() && lines.size() < 50) {
                SourceSection section = frame.getSourceLocation();
                boolean ours = section != null && section.getSource().getName().equals(hidden);
                if (!ours) {
                    lines.add(line(frame.getRootName(), section));
                }
            }
        }
        Collections.reverse(lines);
        return String.join("\n", lines);
    }

    private static String line(String function, @Nullable SourceSection section) {
        if (section == null || !section.isAvailable()) {
            return "  in " + function;
        }
        String path = section.getSource().getPath();
        String file = path != null ? path : section.getSource().getName();
        boolean exact = section.getStartLine() == section.getEndLine();
        String lines = exact
                ? "line " + section.getStartLine()
                : "lines " + section.getStartLine() + "-" + section.getEndLine();
        return "  File \"" + file + "\", " + lines + ", in " + function;
    }
}

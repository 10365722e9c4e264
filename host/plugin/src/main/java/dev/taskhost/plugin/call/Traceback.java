package dev.taskhost.plugin.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Java's stack traces as the plugin's author knows them, without the frames of the host: a first line that names the
 * author's own file and line, then the usual text with causes and suppressed exceptions.
 *
 * <p>What is below the author's outermost frame is the host's way of calling it and is cut. Long traces (a stack
 * overflow has a thousand frames) keep their beginning and their end.
 */
public final class Traceback {
    private static final int MOST_FRAMES = 60;
    private static final int LAST_FRAMES = 15;
    private static final int LONGEST_MESSAGE = 4_000;
    private static final int MOST_THROWABLES = 30;

    private final Predicate<String> owns;
    private final StringBuilder text = new StringBuilder();
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable StackTraceElement own;

    private Traceback(Predicate<String> owns) {
        this.owns = owns;
    }

    /**
     * The trace of what was thrown.
     *
     * @param owns whether a class name is the author's
     * @return never empty; no line break at the end
     */
    public static String of(Throwable thrown, Predicate<String> owns) {
        Traceback traceback = new Traceback(owns);
        traceback.throwable("", "", thrown, List.of());
        return traceback.finished();
    }

    /**
     * Where a thread stands.
     *
     * @param frames innermost first; may be empty, when the thread was just starting or ending
     * @return never empty; no line break at the end
     */
    static String of(StackTraceElement[] frames, String headline, Predicate<String> owns) {
        Traceback traceback = new Traceback(owns);
        traceback.text.append(headline);
        traceback.frames("", traceback.cut(Arrays.asList(frames)), 0);
        return traceback.finished();
    }

    private String finished() {
        if (own == null) {
            return text.toString();
        }
        return own.getFileName() + ":" + own.getLineNumber() + ", in " + own.getClassName() + "." + own.getMethodName()
                + "\n" + text;
    }

    private void throwable(String indent, String label, Throwable thrown, List<StackTraceElement> enclosing) {
        text.append(indent).append(label).append(described(thrown));
        if (!seen.add(thrown)) {
            text.append(" (see above)");
            return;
        }
        if (seen.size() > MOST_THROWABLES) {
            text.append(" … and further causes, left out");
            return;
        }
        List<StackTraceElement> frames = cut(Arrays.asList(thrown.getStackTrace()));
        int common = common(frames, enclosing);
        frames(indent, frames.subList(0, frames.size() - common), common);
        for (Throwable suppressed : thrown.getSuppressed()) {
            text.append('\n');
            throwable(indent + "\t", "Suppressed: ", suppressed, frames);
        }
        Throwable cause = thrown.getCause();
        if (cause != null) {
            text.append('\n');
            throwable(indent, "Caused by: ", cause, frames);
        }
    }

    /** Without what is below the author's outermost frame, and without the host's class loaders in between. */
    private List<StackTraceElement> cut(List<StackTraceElement> frames) {
        int end = frames.size();
        while (end > 0 && !owns.test(frames.get(end - 1).getClassName())) {
            end--;
        }
        List<StackTraceElement> kept = end > 0 ? frames.subList(0, end) : upToHost(frames);
        if (own == null) {
            own = kept.stream()
                    .filter(frame -> owns.test(frame.getClassName()))
                    .findFirst()
                    .orElse(null);
        }
        return kept.stream().filter(frame -> !host(frame)).toList();
    }

    private static List<StackTraceElement> upToHost(List<StackTraceElement> frames) {
        return frames.stream().takeWhile(frame -> !host(frame)).toList();
    }

    private static boolean host(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("dev.taskhost.plugin.") || name.startsWith("org.pf4j.");
    }

    /** How many frames at the end both have, which Java writes as "… n more". */
    private static int common(List<StackTraceElement> frames, List<StackTraceElement> enclosing) {
        int common = 0;
        while (common < Math.min(frames.size(), enclosing.size())
                && frames.get(frames.size() - 1 - common).equals(enclosing.get(enclosing.size() - 1 - common))) {
            common++;
        }
        return common;
    }

    private void frames(String indent, List<StackTraceElement> frames, int common) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            if (frames.size() > MOST_FRAMES && i == MOST_FRAMES - LAST_FRAMES) {
                lines.add("... " + (frames.size() - MOST_FRAMES) + " frames left out");
                i = frames.size() - LAST_FRAMES;
            }
            lines.add("at " + frames.get(i));
        }
        if (common > 0) {
            lines.add("... " + common + " more");
        }
        lines.forEach(line -> text.append('\n').append(indent).append('\t').append(line));
    }

    /** {@code toString()}, which is the author's code and may throw itself. */
    private static String described(Throwable thrown) {
        String words;
        try {
            words = String.valueOf(thrown.toString());
        } catch (RuntimeException | LinkageError e) {
            words = thrown.getClass().getName() + " (its toString() threw "
                    + e.getClass().getName() + ")";
        }
        return words.length() <= LONGEST_MESSAGE ? words : words.substring(0, LONGEST_MESSAGE) + "…";
    }
}

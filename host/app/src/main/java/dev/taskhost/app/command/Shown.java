package dev.taskhost.app.command;

import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.History.Run;
import dev.taskhost.core.store.Progress.Report;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution, and how far it says it is.
 *
 * @param progress null when it never said
 */
record Shown(Run run, @Nullable Report progress) {
    private static final int NOTE_WIDTH = 100;

    /** Takes a report only if it is of this execution, and not of an earlier one of the same number. */
    static Shown of(Run run, @Nullable Report report) {
        return new Shown(run, report != null && report.traceId().equals(run.traceId()) ? report : null);
    }

    /** While it runs how far it is, on one line; else what its row says. */
    String note() {
        if (progress == null || run.status() != Status.TODO) {
            return Extra.note(run.extra());
        }
        String line = progressText();
        return line.length() <= NOTE_WIDTH ? line : line.substring(0, NOTE_WIDTH - 1) + "…";
    }

    /** {@code 40 % loading}, on one line; empty when it never said, or said nothing. */
    String progressText() {
        if (progress == null) {
            return "";
        }
        String text = progress.text().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        Double fraction = progress.fraction();
        return fraction == null ? text : (percent(fraction) + " % " + text).strip();
    }

    /** Rounded down, so that 100 means done. The sum is for those whose hundredths have no exact double. */
    private static int percent(double fraction) {
        return (int) (fraction * 100 + 1e-9);
    }

    /** For programs; null when it never said. */
    @Nullable
    Map<String, @Nullable Object> progressObject() {
        if (progress == null) {
            return null;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("fraction", progress.fraction());
        object.put("text", progress.text());
        object.put("at", Times.iso(progress.at()));
        return object;
    }
}

package dev.taskhost.app.child;

import dev.taskhost.core.body.BodyResult;

/** Results on their way from a process to the host: a letter for the kind, then the text, as the drivers of interpreters answer. Thread-safe (no state). */
final class Letters {
    /** What is longer does not go into a frame, each character of which may take six bytes; nobody keeps as much either. */
    private static final int LONGEST = 8 << 20;

    private static final int WORDS = 1 << 20;

    private Letters() {}

    static String write(BodyResult result) {
        return switch (result) {
            case BodyResult.Returned(String json, String note) when json == null -> "N" + (note == null ? "" : note);
            case BodyResult.Returned(String json, String _)
            when json.length() > LONGEST -> "NThe result is longer than " + LONGEST + " characters and was not kept.";
            case BodyResult.Returned(String json, String _) -> "R" + json;
            case BodyResult.Failed(String error) -> "E" + head(error);
            case BodyResult.Stopped(String error) -> "S" + head(error);
            case BodyResult.NotCallable(String reason) -> "L" + head(reason);
        };
    }

    private static String head(String text) {
        return text.length() <= WORDS ? text : text.substring(0, WORDS) + "…";
    }

    /** @throws IllegalStateException when it is none */
    static BodyResult read(String answer) {
        String text = answer.substring(1);
        return switch (answer.charAt(0)) {
            case 'R' -> new BodyResult.Returned(text, null);
            case 'N' -> new BodyResult.Returned(null, text.isEmpty() ? null : text);
            case 'E' -> new BodyResult.Failed(text);
            case 'S' -> new BodyResult.Stopped(text);
            case 'L' -> new BodyResult.NotCallable(text);
            default -> throw new IllegalStateException("the process answered " + answer);
        };
    }
}

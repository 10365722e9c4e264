package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;

/** Reads the drivers' answers: a letter for the kind, then the text. Thread-safe (no state). */
public final class Answer {
    private Answer() {}

    /**
     * The result an answer stands for: {@code R} returned JSON, {@code N} returned nothing that is kept, {@code E}
     * failed, {@code S} was stopped where these lines say, {@code L} cannot be called.
     */
    public static BodyResult of(String answer) {
        String text = answer.substring(1);
        return switch (answer.charAt(0)) {
            case 'R' -> new BodyResult.Returned(text, null);
            case 'N' -> new BodyResult.Returned(null, text.isEmpty() ? null : text);
            case 'E' -> new BodyResult.Failed(text);
            case 'S' -> Trouble.stopped(text);
            case 'L' -> new BodyResult.NotCallable(text);
            default -> throw new IllegalStateException("the driver answered " + answer);
        };
    }
}

package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import java.time.Duration;

/** Puts what came of a check into words. Thread-safe (no state). */
public final class CheckAnswer {
    private CheckAnswer() {}

    /**
     * As {@link dev.taskhost.core.body.Body#check} completes.
     *
     * @param loadLimit after which it was stopped, if it was
     */
    public static String of(BodyResult result, Duration loadLimit) {
        return switch (result) {
            case BodyResult.Returned fine -> "";
            case BodyResult.NotCallable(String reason) -> reason;
            case BodyResult.Failed(String error) -> "It does not load:\n" + error;
            case BodyResult.Stopped(String error) ->
                "It did not finish loading within " + loadLimit.toSeconds()
                        + " s; what a script does at its top level must end.\n" + error;
        };
    }
}

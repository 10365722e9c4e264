package dev.taskhost.testkit.kills;

import java.util.List;

/**
 * One kill as it was seen. Immutable.
 *
 * @param executionId what was killed
 * @param millis from the request to the recorded end
 * @param begun whether the body was at it, and not only on its way there
 * @param threadsWentOn whether threads that the body had started were seen at work after its end
 * @param wrong what should have been otherwise; empty when all was right
 */
public record Kill(
        Victim victim,
        Way way,
        long executionId,
        long millis,
        boolean begun,
        boolean threadsWentOn,
        List<String> wrong) {}

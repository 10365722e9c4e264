package dev.taskhost.core.task;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.Isolation;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code extra} says about running a task. Keys of the user's own are left alone.
 *
 * @param timezone {@code extra.timezone}; null means the host's
 * @param kwargs {@code extra.kwargs}: extra keyword arguments of the body
 * @param misfireGrace {@code extra.misfire_grace}, seconds; null means the host's
 * @param timeout {@code extra.timeout}, seconds; zero means none, null means the host's
 * @param priority {@code extra.priority}, as {@link BodyCall#priority}
 * @param isolation {@code extra.isolation}
 * @param retry {@code extra.retry}; null means none
 * @param misfire {@code extra.misfire}
 * @param overlap {@code extra.overlap}
 * @param recover {@code extra.recover}: a lost execution is run again
 * @param next {@code extra.next}: task keys fired on success
 */
public record TaskPolicy(
        @Nullable ZoneId timezone,
        Map<String, @Nullable Object> kwargs,
        @Nullable Duration misfireGrace,
        @Nullable Duration timeout,
        int priority,
        Isolation isolation,
        @Nullable RetryPolicy retry,
        MisfirePolicy misfire,
        OverlapPolicy overlap,
        boolean recover,
        List<String> next) {}

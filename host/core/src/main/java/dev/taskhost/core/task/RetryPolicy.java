package dev.taskhost.core.task;

import java.time.Duration;

/**
 * {@code extra.retry}: how often and when a failed fire time is tried again.
 *
 * @param max how many retries after the first attempt, at least 1
 * @param delay before the first retry
 * @param backoff each further delay is so many times the one before, at least 1
 * @param maxDelay no delay is longer
 * @param jitter each delay is made longer or shorter by up to this part of it, 0 to 1, so that tasks that failed together
 *     do not come back together
 */
public record RetryPolicy(int max, Duration delay, double backoff, Duration maxDelay, double jitter) {
    /**
     * How long to wait before an attempt.
     *
     * @param attempt the coming one, 2 for the first retry
     * @param random 0 to 1
     */
    public Duration delayBefore(int attempt, double random) {
        double millis = (double) delay.toMillis() * Math.pow(backoff, attempt - 2.0);
        double capped = Math.min(millis, (double) maxDelay.toMillis());
        return Duration.ofMillis(Math.round(capped * (1 + jitter * (2 * random - 1))));
    }
}

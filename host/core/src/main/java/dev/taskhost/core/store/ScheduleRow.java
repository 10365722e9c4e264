package dev.taskhost.core.store;

import org.jspecify.annotations.Nullable;

/**
 * A row of our own table {@code task_schedule}: what the hosts agree on about one task. Times are epoch milliseconds.
 *
 * @param taskId the task
 * @param fingerprint trigger, spec, zone and dialect that {@code nextFireAt} was planned from; a different one means a
 *     new plan
 * @param nextFireAt the next fire time; null when there is none: disabled, rejected, or a date that has fired
 * @param lastFireAt the last fire time that got a row; null before the first one <em>of this fingerprint</em>
 * @param executionId the execution that holds the task ({@code doing}); null when none of ours does
 * @param reloads counts up with each {@code taskhost reload}; hosts that hold an older number read the whole row again
 * @param rejection the answer this row was last given as {@code rejected}; null when it is good
 * @param pending names of changed columns that wait for disable/enable or reload, comma-separated; null when none
 */
public record ScheduleRow(
        int taskId,
        String fingerprint,
        @Nullable Long nextFireAt,
        @Nullable Long lastFireAt,
        @Nullable Long executionId,
        int reloads,
        @Nullable String rejection,
        @Nullable String pending) {}

package dev.taskhost.core.store;

import dev.taskhost.core.task.TaskRow;
import org.jspecify.annotations.Nullable;

/**
 * A task with what the hosts agreed on about it.
 *
 * @param task the seed's row
 * @param schedule ours; null when no host has looked at the task yet
 */
public record WatchedRow(TaskRow task, @Nullable ScheduleRow schedule) {}

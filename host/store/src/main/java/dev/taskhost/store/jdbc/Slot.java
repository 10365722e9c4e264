package dev.taskhost.store.jdbc;

import dev.taskhost.core.store.ScheduleRow;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code task_schedule} as the store sees it.
 *
 * @param row what the hosts see
 * @param statusHeld {@code task.status} could not follow, because another row of the same key bears that status; so what
 *     it says counts for nothing at the next start
 * @param rejectionId the execution row that gave {@code row.rejection()}; null when there is none
 */
record Slot(ScheduleRow row, boolean statusHeld, @Nullable Long rejectionId) {}

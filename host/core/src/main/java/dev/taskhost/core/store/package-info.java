/** Port to the database: the task table, the schedule, executions and nodes. */
@NullMarked
package dev.taskhost.core.store;

import org.jspecify.annotations.NullMarked;

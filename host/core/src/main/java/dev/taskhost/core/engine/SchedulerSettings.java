package dev.taskhost.core.engine;

import dev.taskhost.core.task.TaskDefaults;
import java.time.Duration;

/**
 * How a scheduler behaves.
 *
 * @param node this host's name, stable over its restarts
 * @param defaults what counts where a row says nothing
 * @param watchEvery how often the task table is looked at; a change takes effect within about this time
 * @param drain how long running executions may go on once the host is told to end
 * @param stopGrace how long an interrupted body may take to end before its outcome is recorded without it
 * @param lookAhead how long before its fire time an execution may be claimed at most; zero: never before
 * @param heartbeat how often the lease is renewed
 * @param deadAfter how long a host may be silent before the others declare it dead
 */
public record SchedulerSettings(
        String node,
        TaskDefaults defaults,
        Duration watchEvery,
        Duration drain,
        Duration stopGrace,
        Duration lookAhead,
        Duration heartbeat,
        Duration deadAfter) {}

package dev.taskhost.core.engine;

import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.task.TaskDefaults;
import java.time.Duration;

/**
 * How a scheduler behaves.
 *
 * @param self this host
 * @param defaults what counts where a row says nothing
 * @param watchEvery how often the task table is looked at; a change takes effect within about this time
 * @param drain how long running executions may go on once the host is told to end
 * @param stopGrace how long an interrupted body may take to end before its outcome is recorded without it
 * @param lookAhead how long before its fire time an execution may be claimed at most; zero: never before
 * @param heartbeat how often the lease is renewed
 * @param deadAfter how long a host may be silent before the others declare it dead
 * @param freeDoingAfter a task that is {@code doing} for so long although no host of ours runs it is freed; zero: never
 * @param outputBytes how much is kept of what an execution prints, bytes of UTF-8; 0: nothing
 */
public record SchedulerSettings(
        NodeInfo self,
        TaskDefaults defaults,
        Duration watchEvery,
        Duration drain,
        Duration stopGrace,
        Duration lookAhead,
        Duration heartbeat,
        Duration deadAfter,
        Duration freeDoingAfter,
        long outputBytes) {

    /** This host's name. */
    public String node() {
        return self.node();
    }
}

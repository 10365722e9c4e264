package dev.taskhost.core.store;

import java.time.Duration;
import java.util.List;

/**
 * Hosts on this database, their heartbeats, and what the dead ones left. Thread-safe. Times are the database's.
 */
public interface Nodes {
    /**
     * Joins under a name. The caller holds a lock on that name (its data folder), so whatever an earlier epoch of it left
     * is dead and is recovered by the next {@link #recover}.
     */
    Lease join(String node);

    /**
     * Renews the lease.
     *
     * @return false when a later join superseded it: another process runs under this name, and this one must stop
     */
    boolean heartbeat(Lease lease);

    /**
     * Ends what dead hosts left: executions {@code todo} of an earlier epoch of our own name, and of hosts without a
     * heartbeat for {@code deadAfter}, become {@code lost}, and their tasks {@code ready}.
     *
     * @return what was lost, for the log
     */
    List<Lost> recover(Lease lease, Duration deadAfter);

    /** The hosts with a heartbeat within {@code deadAfter}, in order of name. */
    List<String> live(Duration deadAfter);

    /** Leaves: the host ended in order and left nothing running. */
    void leave(Lease lease);

    /** The database's clock, epoch milliseconds. */
    long now();

    /** An execution declared lost. */
    record Lost(long executionId, int taskId, String taskKey, String node) {}
}

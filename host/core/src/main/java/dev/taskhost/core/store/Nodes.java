package dev.taskhost.core.store;

import dev.taskhost.core.body.Load;
import java.time.Duration;
import java.util.List;

/**
 * Hosts on this database, their heartbeats, and what the dead ones left. Thread-safe. Times are the database's.
 */
public interface Nodes {
    /**
     * Joins under a name. Whatever an earlier epoch of it left is dead and is recovered by the next {@link #recover}.
     *
     * @param deadAfter another process of this name with a younger heartbeat is alive, unless it stood in the very place
     *     whose lock the caller holds now
     * @throws NodeTakenException when it is alive
     */
    Lease join(NodeInfo self, Duration deadAfter);

    /**
     * Renews the lease.
     *
     * @return false when a later join superseded it: another process runs under this name, and this one must stop
     */
    boolean heartbeat(Lease lease, Report report);

    /**
     * Ends what dead hosts left: executions {@code todo} of an earlier epoch of our own name, and of hosts without a
     * heartbeat for {@code deadAfter}, become {@code lost}, and their tasks {@code ready}.
     *
     * @return what was lost, for the log
     */
    List<Lost> recover(Lease lease, Duration deadAfter);

    /**
     * Frees tasks that are {@code doing} although no host of ours runs them: {@code doing→ready}, and their executions
     * {@code todo} become {@code lost}. Only those whose row was not changed, and whose newest execution was made, for
     * {@code unchangedFor}: another program may run them.
     *
     * @return their keys
     */
    List<String> freeForgotten(Lease lease, Duration unchangedFor);

    /** The hosts with a heartbeat within {@code deadAfter}, in order of name. */
    List<String> live(Duration deadAfter);

    /** Leaves: the host ended in order and left nothing running. */
    void leave(Lease lease);

    /** All hosts that ever joined, in order of name. */
    List<Row> list();

    /** The database's clock, epoch milliseconds. */
    long now();

    /**
     * What a host tells with its heartbeat.
     *
     * @param offsetMillis by how much its clock is ahead of the database's
     * @param uncertaintyMillis how wrong that may be: half the time it took to ask
     * @param running how many executions are claimed or run
     * @param load of its workers
     */
    record Report(long offsetMillis, long uncertaintyMillis, int running, Load load) {}

    /**
     * A host.
     *
     * @param state {@code live}, {@code left} or {@code dead}
     * @param startedAt when it joined last, by the database's clock, epoch milliseconds
     * @param silentMillis since its last heartbeat
     */
    record Row(NodeInfo node, String state, long startedAt, long silentMillis, Report report) {}

    /** An execution declared lost. */
    record Lost(long executionId, int taskId, String taskKey, String node) {}
}

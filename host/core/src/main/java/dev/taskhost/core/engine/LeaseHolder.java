package dev.taskhost.core.engine;

import dev.taskhost.core.engine.SchedulerEvent.Lost;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.store.Nodes.Report;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lease in force. The first use joins, and so does the first use after it was lost (this host was silent for too long
 * and was declared dead). Joining recovers at once what an earlier life of this host left, so that nothing is started
 * beside it. Thread-safe.
 */
final class LeaseHolder {
    private final Nodes nodes;
    private final NodeInfo self;
    private final Duration deadAfter;
    private final Duration sureFor;
    private final LongSupplier nanoTime;
    private final Consumer<SchedulerEvent> events;
    private Lease lease;
    private boolean joined;
    private volatile @Nullable Lease superseded;
    private volatile long renewedNanos;

    /**
     * @param nanoTime a clock that goes on while this process is frozen and is set by nobody
     */
    LeaseHolder(Nodes nodes, SchedulerSettings settings, LongSupplier nanoTime, Consumer<SchedulerEvent> events) {
        this.nodes = nodes;
        this.self = settings.self();
        this.deadAfter = settings.deadAfter();
        this.sureFor = settings.deadAfter().minus(settings.heartbeat());
        this.nanoTime = nanoTime;
        this.events = events;
        this.lease = new Lease(self.node(), -1);
    }

    /**
     * Whether this host surely counts as alive: its last heartbeat was sent so recently that no other host can have
     * declared it dead. False after a freeze, until the next heartbeat: what it had claimed before may be lost by now, so
     * nothing may be started.
     */
    boolean sure() {
        return nanoTime.getAsLong() - renewedNanos < sureFor.toNanos();
    }

    /** Renews; false when the lease is not ours any more. May throw what {@link Nodes} throws. */
    boolean renew(Lease current, Report report) {
        long sent = nanoTime.getAsLong();
        boolean ours = nodes.heartbeat(current, report);
        if (ours) {
            renewedNanos = sent;
        }
        return ours;
    }

    /** The lease; joins when there is none. May throw what {@link Nodes} throws. */
    synchronized Lease get() {
        if (!holds()) {
            joined = false; // should what follows fail half way, all of it is done again
            long sent = nanoTime.getAsLong();
            lease = nodes.join(self, deadAfter);
            renewedNanos = sent;
            recover();
            joined = true;
        }
        return lease;
    }

    /** Ends what dead hosts left. May throw what {@link Nodes} throws. */
    synchronized void recover() {
        for (Nodes.Lost lost : nodes.recover(lease, deadAfter)) {
            events.accept(new Lost(lost.executionId(), lost.taskKey(), lost.node()));
        }
    }

    /** A lease is not ours any more; nothing happens when a newer one is in force. Waits for nothing. */
    void lost(@Nullable Lease which) {
        if (which != null) {
            superseded = which;
        }
    }

    /** Leaves in order, when joined. */
    synchronized void leave() {
        if (holds()) {
            nodes.leave(lease);
            joined = false;
        }
    }

    private boolean holds() {
        return joined && !lease.equals(superseded);
    }
}

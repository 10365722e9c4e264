package dev.taskhost.core.engine;

import dev.taskhost.core.engine.SchedulerEvent.Lost;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Nodes;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lease in force. The first use joins, and so does the first use after it was lost (this host was silent for too long
 * and was declared dead). Joining recovers at once what an earlier life of this host left, so that nothing is started
 * beside it. Thread-safe.
 */
final class LeaseHolder {
    private final Nodes nodes;
    private final String node;
    private final Duration deadAfter;
    private final Consumer<SchedulerEvent> events;
    private Lease lease;
    private boolean joined;

    LeaseHolder(Nodes nodes, SchedulerSettings settings, Consumer<SchedulerEvent> events) {
        this.nodes = nodes;
        this.node = settings.node();
        this.deadAfter = settings.deadAfter();
        this.events = events;
        this.lease = new Lease(node, -1);
    }

    /** The lease; joins when there is none. May throw what {@link Nodes} throws. */
    synchronized Lease get() {
        if (!joined) {
            lease = nodes.join(node);
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

    /** A lease is not ours any more; nothing happens when a newer one is in force. */
    synchronized void lost(@Nullable Lease which) {
        if (lease.equals(which)) {
            joined = false;
        }
    }

    /** Leaves in order, when joined. */
    synchronized void leave() {
        if (joined) {
            nodes.leave(lease);
            joined = false;
        }
    }
}

package dev.taskhost.core.engine;

import dev.taskhost.core.engine.Availability.Part;
import dev.taskhost.core.engine.Inbox.Message.Hosts;
import dev.taskhost.core.engine.Inbox.Message.LeaseGone;
import dev.taskhost.core.engine.SchedulerEvent.ClockOff;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Renews the lease, recovers what dead hosts left, and compares the clocks. Confined to one thread. */
final class Heartbeat {
    private static final long OFFSET_LIMIT_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Nodes nodes;
    private final LeaseHolder lease;
    private final Inbox inbox;
    private final Availability availability;
    private final InstantSource clock;
    private final Consumer<SchedulerEvent> events;
    private final Duration deadAfter;
    private boolean offsetTold;

    Heartbeat(EngineParts parts) {
        this.nodes = parts.stores().nodes();
        this.lease = parts.lease();
        this.inbox = parts.inbox();
        this.availability = parts.availability();
        this.clock = parts.clock();
        this.events = parts.events();
        this.deadAfter = parts.settings().deadAfter();
    }

    /** Beats once. */
    void beat() {
        try {
            Lease current = lease.get();
            if (nodes.heartbeat(current)) {
                lease.recover();
                compareClocks();
                inbox.put(new Hosts(nodes.live(deadAfter)));
            } else {
                inbox.put(new LeaseGone(
                        current,
                        "this host was declared dead, or another process runs under its name " + current.node()
                                + "; what it ran is recorded as lost"));
            }
            availability.worked(Part.HEARTBEAT);
        } catch (StoreException e) {
            availability.failed(Part.HEARTBEAT, e);
        }
    }

    private void compareClocks() {
        long offset = clock.millis() - nodes.now();
        boolean off = Math.abs(offset) > OFFSET_LIMIT_MILLIS;
        if (off && !offsetTold) {
            events.accept(new ClockOff(offset));
        }
        offsetTold = off;
    }
}

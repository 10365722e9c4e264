package dev.taskhost.core.engine;

import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.engine.Availability.Part;
import dev.taskhost.core.engine.ClockSync.Measurement;
import dev.taskhost.core.engine.Inbox.Message.Hosts;
import dev.taskhost.core.engine.Inbox.Message.LeaseGone;
import dev.taskhost.core.engine.SchedulerEvent.Freed;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.store.Nodes.Report;
import dev.taskhost.core.store.StoreException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Renews the lease, recovers what dead hosts left, and compares the clocks. Confined to one thread. */
final class Heartbeat {
    /** It reads the whole task table, so not with each beat. */
    private static final int FREE_EVERY = 20;

    private final Nodes nodes;
    private final BodyLookup bodies;
    private final LeaseHolder lease;
    private final ClockSync clockSync;
    private final Inbox inbox;
    private final Availability availability;
    private final Duration deadAfter;
    private final Duration freeDoingAfter;
    private final IntSupplier running;
    private final Consumer<SchedulerEvent> events;
    private int beats;

    /**
     * @param running counts the executions under way; called on the heartbeat's thread
     */
    Heartbeat(EngineParts parts, IntSupplier running) {
        this.nodes = parts.stores().nodes();
        this.bodies = parts.bodies();
        this.lease = parts.lease();
        this.clockSync = parts.clockSync();
        this.inbox = parts.inbox();
        this.availability = parts.availability();
        this.deadAfter = parts.settings().deadAfter();
        this.freeDoingAfter = parts.settings().freeDoingAfter();
        this.running = running;
        this.events = parts.events();
    }

    /** Beats once. */
    void beat() {
        try {
            Measurement clocks = clockSync.measure();
            Lease current = lease.get();
            if (lease.renew(current, report(clocks))) {
                lease.recover();
                freeForgotten(current);
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

    private void freeForgotten(Lease current) {
        if (!freeDoingAfter.isZero() && beats++ % FREE_EVERY == 0) {
            nodes.freeForgotten(current, freeDoingAfter).forEach(key -> events.accept(new Freed(key)));
        }
    }

    private Report report(Measurement clocks) {
        return new Report(
                clocks.offset().toMillis(), clocks.uncertainty().toMillis(), running.getAsInt(), bodies.load());
    }
}

package dev.taskhost.core.engine;

import dev.taskhost.core.engine.Availability.Part;
import dev.taskhost.core.engine.Inbox.Message;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.TaskQueue;
import dev.taskhost.core.store.TaskQueue.Entry;
import dev.taskhost.core.store.TaskQueue.StopRequest;
import java.time.InstantSource;
import java.util.List;

/** Looks at what waits in the queue and what is to stop, and hands it to the engine, in the order of the looks. Thread-safe. */
final class QueueWatch {
    /** Entries at once; those that are not among them come up when these are gone. */
    private static final int LIMIT = 5_000;

    private final TaskQueue queue;
    private final Inbox inbox;
    private final Availability availability;
    private final InstantSource clock;
    private final ClockSync clockSync;
    private final long aheadMillis;
    private boolean handed;

    QueueWatch(EngineParts parts) {
        this.queue = parts.stores().queue();
        this.inbox = parts.inbox();
        this.availability = parts.availability();
        this.clock = parts.clock();
        this.clockSync = parts.clockSync();
        // What is due before the look after this one may be late.
        this.aheadMillis = 2 * parts.settings().watchEvery().toMillis();
    }

    /** Looks once. */
    synchronized void look() {
        try {
            clockSync.measureFirst();
            List<Entry> due = queue.due(clock.millis() + aheadMillis, LIMIT);
            List<StopRequest> stops = queue.stopRequests();
            availability.worked(Part.QUEUE);
            boolean any = !due.isEmpty() || !stops.isEmpty();
            if (any || handed) {
                inbox.put(new Message.Queue(due, stops));
            }
            handed = any;
        } catch (StoreException e) {
            availability.failed(Part.QUEUE, e);
        }
    }
}

package dev.taskhost.core.engine;

import dev.taskhost.core.engine.SchedulerEvent.DatabaseAway;
import dev.taskhost.core.engine.SchedulerEvent.DatabaseBack;
import dev.taskhost.core.engine.SchedulerEvent.Fault;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether the database answers. Several threads use it; people are told once that it is away, and once, when the last of
 * those that had failed has worked again, that it is back. Thread-safe.
 */
final class Availability {
    private final InstantSource clock;
    private final Consumer<SchedulerEvent> events;
    private final Set<Part> failing = EnumSet.noneOf(Part.class);
    private long awaySince;

    Availability(InstantSource clock, Consumer<SchedulerEvent> events) {
        this.clock = clock;
        this.events = events;
    }

    synchronized void failed(Part part, StoreException e) {
        Fault fault = new Fault("using the database", e);
        if (fault.isOutOfMemory()) { // in this process, that is: the embedded database, or the driver
            events.accept(fault);
        }
        if (failing.isEmpty()) {
            awaySince = clock.millis();
            events.accept(new DatabaseAway(String.valueOf(e.getMessage()), e instanceof StoreUnavailableException));
        }
        failing.add(part);
    }

    synchronized void worked(Part part) {
        if (failing.remove(part) && failing.isEmpty()) {
            events.accept(new DatabaseBack(clock.millis() - awaySince));
        }
    }

    /** True while nobody has failed. */
    synchronized boolean isUp() {
        return failing.isEmpty();
    }

    /** Who uses the database. */
    enum Part {
        ENGINE,
        WATCH,
        QUEUE,
        HEARTBEAT
    }
}

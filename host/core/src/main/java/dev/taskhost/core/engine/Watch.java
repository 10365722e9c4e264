package dev.taskhost.core.engine;

import dev.taskhost.core.engine.Availability.Part;
import dev.taskhost.core.engine.Inbox.Message.Rows;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.TaskTable;
import dev.taskhost.core.store.WatchedRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at the task table and hands what it read to the engine, one look at a time. Confined to one thread.
 *
 * <p>A small table is read whole each time. For a large one the whole reading is spaced out so that it takes a twentieth
 * of the time at most, but never further than {@link #FULL_AT_MOST_EVERY} (the contract is 10 s); in between, rows with a
 * recent {@code update_at} or a new id are read.
 */
final class Watch {
    private static final Duration FULL_AT_MOST_EVERY = Duration.ofSeconds(8);
    private static final int SPACING = 20;
    private static final int RECENT_SECONDS = 3;

    private final TaskTable tasks;
    private final Inbox inbox;
    private final Availability availability;
    private final InstantSource clock;
    private final AtomicBoolean lookPending = new AtomicBoolean();
    private final AtomicBoolean readAllNext = new AtomicBoolean();
    private long fullAt = Long.MIN_VALUE;
    private int lastId;

    Watch(EngineParts parts) {
        this.tasks = parts.stores().tasks();
        this.inbox = parts.inbox();
        this.availability = parts.availability();
        this.clock = parts.clock();
    }

    /**
     * Looks once.
     *
     * @return false when it did not look, as the engine has not come to the look before
     */
    boolean look() {
        if (!lookPending.compareAndSet(false, true)) {
            return false;
        }
        try {
            boolean full = readAllNext.getAndSet(false) || clock.millis() >= fullAt;
            List<WatchedRow> rows = full ? readAll() : tasks.readRecent(lastId, RECENT_SECONDS);
            rows.forEach(row -> lastId = Math.max(lastId, row.task().id()));
            availability.worked(Part.WATCH);
            if (full || !rows.isEmpty()) {
                inbox.put(new Rows(rows, full, this::taken));
            } else {
                lookPending.set(false);
            }
        } catch (StoreException e) {
            fullAt = Long.MIN_VALUE; // update_at says nothing about what happened while it was away
            lookPending.set(false);
            availability.failed(Part.WATCH, e);
        }
        return true;
    }

    /** The engine's answer, on its thread. What it could not take over is read again with all the rest. */
    private void taken(boolean all) {
        if (!all) {
            readAllNext.set(true);
        }
        lookPending.set(false);
    }

    private List<WatchedRow> readAll() {
        long began = System.nanoTime();
        List<WatchedRow> rows = tasks.readAll();
        long costMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        fullAt = clock.millis() + Math.min(costMillis * SPACING, FULL_AT_MOST_EVERY.toMillis());
        return rows;
    }
}

package dev.taskhost.core.engine;

import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.engine.Availability.Part;
import dev.taskhost.core.engine.Inbox.Message.Rows;
import dev.taskhost.core.store.RangeFingerprint;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.TaskTable;
import dev.taskhost.core.store.WatchedRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at the task table and hands what changed to the engine, one look at a time. Confined to one thread.
 *
 * <p>Each look asks which rows have a recent {@code update_at}, and reads those it has not read since. What that misses
 * is found by comparing fingerprints of id ranges, which the database works out; it is spaced out so that it takes a
 * hundredth of the time at most, but never further than {@link #COMPARE_AT_MOST_EVERY} (the contract is 10 s). So no row is
 * read that did not change, but for its neighbours, and a look costs this host nothing that grows with the number of tasks.
 */
final class Watch {
    private static final Duration COMPARE_AT_MOST_EVERY = Duration.ofSeconds(8);
    private static final int SPACING = 100;
    private static final int RECENT_SECONDS = 3;

    private final TaskTable tasks;
    private final BodyLookup bodies;
    private final Inbox inbox;
    private final Availability availability;
    private final InstantSource clock;
    private final ClockSync clockSync;
    private final Wanted wanted;
    private final Pause betweenLooks;
    private final AtomicBoolean lookPending = new AtomicBoolean();
    private final Recent recent = new Recent();
    private final Changes changes = new Changes();
    private long compareAt = Long.MIN_VALUE;
    private long lookedNanos;
    private boolean looked;
    private long generation = Long.MIN_VALUE;

    Watch(EngineParts parts) {
        this.tasks = parts.stores().tasks();
        this.bodies = parts.bodies();
        this.inbox = parts.inbox();
        this.availability = parts.availability();
        this.clock = parts.clock();
        this.clockSync = parts.clockSync();
        this.wanted = parts.wanted();
        this.betweenLooks = parts.betweenLooks();
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
        Set<Integer> ids = wanted.take();
        try {
            clockSync.measureFirst();
            long nanos = System.nanoTime();
            Found found = find(ids, nanos);
            availability.worked(Part.WATCH);
            looked = true;
            lookedNanos = nanos;
            hand(found);
        } catch (StoreException e) {
            wanted.addAll(ids);
            recent.forget();
            compareAt = Long.MIN_VALUE; // update_at says little about what happened while it was away
            lookPending.set(false);
            availability.failed(Part.WATCH, e);
        }
        return true;
    }

    private Found find(Set<Integer> ids, long nanos) {
        TreeMap<Integer, WatchedRow> single = new TreeMap<>();
        Set<Integer> all = new TreeSet<>(ids);
        if (looked) { // the first comparison finds everything
            all.addAll(recent.unread(tasks.recentChanges(secondsSince(nanos) + RECENT_SECONDS)));
        }
        if (!all.isEmpty()) {
            tasks.readIds(all).forEach(row -> single.put(row.task().id(), row));
        }
        if (changes.isEmpty() && clock.millis() >= compareAt) {
            compare();
        }
        List<Integer> ranges = changes.next();
        List<WatchedRow> whole = readRanges(ranges);
        Set<Integer> read = new HashSet<>(ranges);
        single.keySet().removeIf(id -> read.contains(RangeFingerprint.rangeOf(id)));
        return new Found(List.copyOf(single.values()), whole, ranges);
    }

    private List<WatchedRow> readRanges(List<Integer> ranges) {
        try {
            return ranges.isEmpty() ? List.of() : tasks.readRanges(ranges);
        } catch (StoreException e) {
            changes.forget(ranges);
            throw e;
        }
    }

    private void compare() {
        long began = System.nanoTime();
        changes.compare(tasks.fingerprints());
        long costMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        compareAt = clock.millis() + Math.min(costMillis * SPACING, COMPARE_AT_MOST_EVERY.toMillis());
    }

    private void hand(Found found) {
        long newest = bodies.generation();
        if (found.isEmpty() && newest == generation) {
            lookPending.set(false);
        } else {
            generation = newest;
            inbox.put(new Rows(found.all(), found.ranges(), all -> taken(found, all)));
        }
    }

    /** The engine's answer, on its thread. What it could not take over is read again. */
    private void taken(Found found, boolean all) {
        if (!all) {
            changes.forget(found.ranges());
            found.single().forEach(row -> wanted.add(row.task().id()));
        }
        boolean more = all && !(changes.isEmpty() && wanted.isEmpty());
        lookPending.set(false);
        if (more) {
            betweenLooks.skip();
        }
    }

    private int secondsSince(long nanos) {
        return Math.toIntExact(Duration.ofNanos(nanos - lookedNanos).toSeconds());
    }

    /**
     * What a look found.
     *
     * @param single rows beside the ranges
     * @param whole all rows of the ranges
     */
    private record Found(List<WatchedRow> single, List<WatchedRow> whole, List<Integer> ranges) {
        boolean isEmpty() {
            return single.isEmpty() && ranges.isEmpty();
        }

        /** All of them in id order. */
        List<WatchedRow> all() {
            return Stream.concat(single.stream(), whole.stream())
                    .sorted(Comparator.comparingInt(row -> row.task().id()))
                    .collect(Collectors.toList());
        }
    }
}

package dev.taskhost.core.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The offset changes of a zone as a table of segments of constant offset, so that a fire time is found without allocating.
 * Immutable and thread-safe; times are whole seconds since the epoch.
 *
 * <p>The table ends with the year 2500; from there on the last offset holds (nobody knows the laws of that time).
 */
final class ZoneClock {
    private static final Instant END = Instant.parse("2500-01-01T00:00:00Z");
    /** At most one entry per name in the time zone database: fixed offsets, of which there are many, stay out. */
    private static final ConcurrentMap<ZoneId, ZoneClock> CLOCKS = new ConcurrentHashMap<>();

    private final long[] starts;
    private final int[] offsets;

    private ZoneClock(ZoneRules rules) {
        List<ZoneOffsetTransition> changes = changes(rules);
        starts = new long[changes.size() + 1];
        offsets = new int[changes.size() + 1];
        starts[0] = Long.MIN_VALUE;
        offsets[0] = (changes.isEmpty()
                        ? rules.getOffset(Instant.EPOCH)
                        : changes.getFirst().getOffsetBefore())
                .getTotalSeconds();
        for (int i = 0; i < changes.size(); i++) {
            starts[i + 1] = changes.get(i).toEpochSecond();
            offsets[i + 1] = changes.get(i).getOffsetAfter().getTotalSeconds();
        }
    }

    /** The clock of a zone, from a cache for named zones. */
    static ZoneClock of(ZoneId zone) {
        return zone instanceof ZoneOffset || zone.getRules().isFixedOffset()
                ? new ZoneClock(zone.getRules())
                : CLOCKS.computeIfAbsent(zone, named -> new ZoneClock(named.getRules()));
    }

    /** The segment in which a second lies; the others take it. */
    int segmentAt(long second) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= second) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The first second of a segment, an offset change; {@code Long.MIN_VALUE} for the first segment. */
    long start(int segment) {
        return starts[segment];
    }

    /** The offset from UTC within a segment, in seconds. */
    int offset(int segment) {
        return offsets[segment];
    }

    /** Whether a segment lasts for ever. */
    boolean isLast(int segment) {
        return segment == starts.length - 1;
    }

    private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
        List<ZoneOffsetTransition> changes = new ArrayList<>(rules.getTransitions());
        Instant last = changes.isEmpty() ? Instant.EPOCH : changes.getLast().getInstant();
        ZoneOffsetTransition change = rules.nextTransition(last);
        while (change != null && change.getInstant().isBefore(END)) {
            changes.add(change);
            change = rules.nextTransition(change.getInstant());
        }
        return changes;
    }
}

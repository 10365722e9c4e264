package dev.taskhost.core.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads what the watch needs. Thread-safe. Every method may throw {@link StoreUnavailableException}.
 */
public interface TaskTable {
    /** Every task, in id order. */
    List<WatchedRow> readAll();

    /**
     * Which tasks were changed within the last {@code seconds} by the database's clock ({@code update_at}), or had a reload
     * asked in that time; reads an index only, and is cheap when there are none. One task may be named twice. It misses
     * deleted rows and changes that do not move {@code update_at}: {@link #fingerprints} finds those.
     */
    List<RecentChange> recentChanges(int seconds);

    /** The tasks with these ids, in id order; one that is not there is left out. */
    List<WatchedRow> readIds(Collection<Integer> ids);

    /**
     * One fingerprint for each range of ids that has rows, by range, worked out where the rows are: two different answers
     * for a range tell that rows of it were changed, added or deleted. {@code status}, {@code create_at} and {@code
     * update_at} do not count. Its cost grows with the table.
     */
    List<RangeFingerprint> fingerprints();

    /** All tasks of these ranges, in id order. */
    List<WatchedRow> readRanges(Collection<Integer> ranges);

    /** One task by its key, the lowest id when several rows bear it. */
    Optional<WatchedRow> readByKey(String taskKey);
}

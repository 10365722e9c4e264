package dev.taskhost.core.engine;

import dev.taskhost.core.store.RecentChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of the recent changes were read already: a change stays recent for several looks, and is to be read once, or twice
 * when it was read before its second was over. Confined to one thread.
 */
final class Recent {
    /** Settled ones, as long as they are recent. */
    private Set<RecentChange> read = Set.of();

    /** The ids to read now, in order. They count as read from now on, unless {@link #forget} is called. */
    Set<Integer> unread(List<RecentChange> changes) {
        Set<Integer> ids = new TreeSet<>();
        Set<RecentChange> settled = HashSet.newHashSet(changes.size());
        for (RecentChange change : changes) {
            if (!read.contains(change)) {
                ids.add(change.taskId());
            }
            if (change.settled()) {
                settled.add(change);
            }
        }
        read = settled;
        return ids;
    }

    /** What was given out last may not have been read: everything recent is to be read again. */
    void forget() {
        read = Set.of();
    }
}

package dev.taskhost.core.store;

import java.util.List;
import java.util.Optional;

/**
 * Reads what the watch needs. Thread-safe. Every method may throw {@link StoreUnavailableException}.
 */
public interface TaskTable {
    /** Every task, in id order. */
    List<WatchedRow> readAll();

    /**
     * Tasks with an id above {@code lastId}, and tasks changed within the last {@code seconds} by the database's clock
     * ({@code update_at}), or for which a reload was asked in that time; cheap when there are none. It misses changes that do not move {@code update_at}, so {@link
     * #readAll} is still needed now and then.
     */
    List<WatchedRow> readRecent(int lastId, int seconds);

    /** One task by its key, the lowest id when several rows bear it. */
    Optional<WatchedRow> readByKey(String taskKey);
}

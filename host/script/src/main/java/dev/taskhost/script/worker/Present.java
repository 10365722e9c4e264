package dev.taskhost.script.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The bodies in one interpreter: the one that runs, and those that wait. A body is found from its beginning to its end, whatever it
 * does meanwhile. Changed by the worker's thread; looking is for all.
 */
final class Present {
    private final Map<Long, Work> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Work current;

    void runs(Work work) {
        current = work;
    }

    /** It goes on later; to be told before {@link #left}, as threads of its own look for it at any time. */
    void waits(Work work) {
        waiting.put(work.id(), work);
    }

    /** None runs any more. */
    void left() {
        current = null;
    }

    /** Takes out one that waited. */
    Optional<Work> ended(long id) {
        return Optional.ofNullable(waiting.remove(id));
    }

    /** The call of that id, if it is in here. */
    Optional<Work> find(long id) {
        Work now = current; // first, since it waits before it has left
        return now != null && now.id() == id ? Optional.of(now) : waiting(id);
    }

    /** The call of that id, if it waits in here. */
    Optional<Work> waiting(long id) {
        return Optional.ofNullable(waiting.get(id));
    }

    List<Work> waiting() {
        return List.copyOf(waiting.values());
    }

    /** How many wait. */
    int waiters() {
        return waiting.size();
    }

    /** Asks all to stop. */
    void stop() {
        Optional.ofNullable(current).ifPresent(Work::stop);
        waiting().forEach(Work::stop);
    }
}

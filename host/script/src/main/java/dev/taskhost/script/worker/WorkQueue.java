package dev.taskhost.script.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for a worker, oldest first, in two lines: for a worker of one's own, and for one that many share. Confined to its pool's lock. */
final class WorkQueue {
    private final Habits habits = new Habits();
    private final Deque<Work> own = new ArrayDeque<>();
    private final Deque<Work> shared = new ArrayDeque<>();

    Habits habits() {
        return habits;
    }

    void add(Work work) {
        (sharing(work) ? shared : own).add(work);
    }

    private boolean sharing(Work work) {
        return habits.of(work.function()) == Manner.WAITS;
    }

    int size() {
        return own.size() + shared.size();
    }

    int ownSize() {
        return own.size();
    }

    boolean hasShared() {
        return !shared.isEmpty();
    }

    /** The one that has waited longest; null when there is none. */
    @Nullable
    Work head() {
        return own.isEmpty() || isOlder(shared.peek(), own.peek()) ? shared.peek() : own.peek();
    }

    private static boolean isOlder(@Nullable Work a, @Nullable Work b) {
        return a != null && b != null && a.queuedAt() - b.queuedAt() < 0;
    }

    /**
     * Takes one for a worker in which nobody waits.
     *
     * @param all whether it may be one that shares: no other worker would take it
     */
    @Nullable
    Work forOwn(boolean all) {
        return all && (own.isEmpty() || isOlder(shared.peek(), own.peek())) ? shared.poll() : own.poll();
    }

    /**
     * Takes one for a worker in which others wait.
     *
     * @param unknown whether it may be one that may turn out to block
     */
    @Nullable
    Work forShared(boolean unknown) {
        Work next = shared.poll();
        if (next == null && unknown) {
            Work head = own.peek();
            return head != null && habits.of(head.function()) == Manner.UNKNOWN ? own.poll() : null;
        }
        return next;
    }

    void remove(Work work) {
        if (!own.remove(work)) {
            shared.remove(work);
        }
    }

    /** Puts what waits into the line where it belongs by now. */
    void sortOut(String function) {
        move(own, shared, function, true);
        move(shared, own, function, false);
    }

    private void move(Deque<Work> from, Deque<Work> to, String function, boolean sharing) {
        for (Iterator<Work> all = from.iterator(); all.hasNext(); ) {
            Work work = all.next();
            if (work.function().equals(function) && sharing(work) == sharing) {
                all.remove();
                to.add(work);
            }
        }
    }

    List<Work> all() {
        List<Work> all = new ArrayList<>(own);
        all.addAll(shared);
        return all;
    }
}

package dev.taskhost.script.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a worker, in order of {@link Work#rank}, in two lines: for a worker of one's own, and for one that many share.
 * Confined to its pool's lock.
 */
final class WorkQueue {
    private static final int LIMIT = 100_000;

    /** When the head has waited for longer there is no room: the workers are at something long. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);

    private static final Comparator<Work> ORDER =
            Comparator.comparingLong(Work::rank).thenComparingLong(Work::id);

    private final Habits habits = new Habits();
    private final NavigableSet<Work> own = new TreeSet<>(ORDER);
    private final NavigableSet<Work> shared = new TreeSet<>(ORDER);

    Habits habits() {
        return habits;
    }

    void add(Work work) {
        (sharing(work) ? shared : own).add(work);
    }

    private boolean sharing(Work work) {
        return !work.request().fresh() && habits.of(work.request().function()) == Manner.WAITS;
    }

    int size() {
        return own.size() + shared.size();
    }

    /** Why nothing more may be added; empty when it may. */
    String full(String language) {
        return size() < LIMIT ? "" : "More than " + LIMIT + " calls wait for a " + language + " worker already.";
    }

    int ownSize() {
        return own.size();
    }

    boolean hasShared() {
        return !shared.isEmpty();
    }

    /** Whether the one whose turn it is next has not waited for so long; also when there is none. */
    boolean waitsLess(Duration time) {
        Work head = sharedIsFirst() ? first(shared) : first(own);
        return head == null || System.nanoTime() - head.queuedAt() < time.toNanos();
    }

    /** Whether what is queued now would begin soon. */
    boolean hasRoom() {
        return waitsLess(SHORT_WAIT);
    }

    private boolean sharedIsFirst() {
        return own.isEmpty() || (!shared.isEmpty() && ORDER.compare(shared.first(), own.first()) < 0);
    }

    private static @Nullable Work first(NavigableSet<Work> line) {
        return line.isEmpty() ? null : line.first();
    }

    /**
     * Takes one for a worker in which nobody waits.
     *
     * @param all whether it may be one that shares: no other worker would take it
     * @param generation the scripts it has; one that needs later ones is left to others
     */
    @Nullable
    Work forOwn(boolean all, long generation) {
        NavigableSet<Work> line = all && sharedIsFirst() ? shared : own;
        Work next = first(line);
        return next == null || next.request().generation() > generation ? null : line.pollFirst();
    }

    /**
     * Takes one for a worker in which others wait.
     *
     * @param unknown whether it may be one that may turn out to block
     */
    @Nullable
    Work forShared(boolean unknown) {
        Work next = shared.pollFirst();
        return next == null && unknown && !own.isEmpty() && isUnknown(own.first()) ? own.pollFirst() : next;
    }

    private boolean isUnknown(Work work) {
        return !work.request().fresh() && habits.of(work.request().function()) == Manner.UNKNOWN;
    }

    void remove(Work work) {
        if (!own.remove(work)) {
            shared.remove(work);
        }
    }

    /** Something was seen of a function; answers whether what waits belongs into the other line now, where it is then. */
    boolean learn(String function, Consumer<Habits> seen) {
        Manner before = habits.of(function);
        seen.accept(habits);
        boolean other = habits.of(function) != before;
        if (other) {
            sortOut(function);
        }
        return other;
    }

    private void sortOut(String function) {
        move(own, shared, function, true);
        move(shared, own, function, false);
    }

    private void move(NavigableSet<Work> from, NavigableSet<Work> to, String function, boolean sharing) {
        List<Work> moving = from.stream()
                .filter(work -> work.request().function().equals(function) && sharing(work) == sharing)
                .toList();
        from.removeAll(moving);
        to.addAll(moving);
    }

    List<Work> all() {
        List<Work> all = new ArrayList<>(own);
        all.addAll(shared);
        return all;
    }
}

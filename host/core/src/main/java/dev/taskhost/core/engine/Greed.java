package dev.taskhost.core.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Which execution is the greediest: the one that has allocated most since the heap began to grow, at most ten seconds back;
 * among equals, most in all. What an execution holds nobody can say, only what it has allocated; but of those that allocate
 * while the heap grows, whoever allocates most most likely makes it grow, whatever others have allocated in hours and let go.
 * Confined to the engine's thread.
 */
final class Greed {
    private static final long WINDOW_MILLIS = 10_000;
    private static final long SPACING_MILLIS = 1_000;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** What each execution had allocated at a moment, and how full the heap was after the collection before. */
    private record Sample(long at, long used, Map<Long, Long> allocated) {}

    /**
     * An execution to end.
     *
     * @param recent bytes it has allocated in the last {@code millis}
     * @param total bytes since it began
     */
    record Choice(long executionId, long recent, long total, long millis) {}

    /** Notes what was allocated at the time of a collection; no more often than each second. */
    void note(long now, long used, Map<Long, Long> allocated) {
        if (!samples.isEmpty() && Math.abs(now - samples.getLast().at) < SPACING_MILLIS) {
            return;
        }
        samples.addLast(new Sample(now, used, allocated));
        while (samples.size() > 1 && isPast(samples.iterator(), now)) {
            samples.removeFirst();
        }
    }

    /** Whether the second sample is as old as the window, so that the first is not needed. */
    private static boolean isPast(Iterator<Sample> oldest, long now) {
        oldest.next();
        return Math.abs(now - oldest.next().at) >= WINDOW_MILLIS;
    }

    /**
     * The greediest of those that run.
     *
     * @param least whoever has allocated less in all is left alone, as its end would not help
     */
    Optional<Choice> greediest(long now, Map<Long, Long> allocated, long least) {
        Sample base =
                samples.stream().min(Comparator.comparingLong(Sample::used)).orElse(new Sample(now, 0, Map.of()));
        long millis = Math.max(0, now - base.at);
        return allocated.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .map(entry -> choice(entry.getKey(), entry.getValue(), base, millis))
                .max(Comparator.comparingLong(Choice::recent).thenComparingLong(Choice::total));
    }

    private static Choice choice(long executionId, long total, Sample base, long millis) {
        return new Choice(executionId, total - base.allocated.getOrDefault(executionId, 0L), total, millis);
    }
}

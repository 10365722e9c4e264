package dev.taskhost.script.worker;

import dev.taskhost.script.catalog.Generation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool. One in whose interpreter bodies wait is shared, by any number of them, and does not count among those
 * that have one body to themselves. Confined to its pool's lock.
 */
final class Crew {
    /** A worker that has been at one step for longer gets no more bodies that wait. */
    static final Duration HELD_UP = Duration.ofMillis(50);

    /** Most bodies that wait in one interpreter. */
    private static final int MOST_WAITERS = 2_000;

    private final int size;
    private final int prompt;
    private final List<Worker> workers = new ArrayList<>();
    private int givenUp;

    /**
     * @param size most workers with one body to themselves
     * @param prompt how many of those are started as soon as there is something to do; another only for one that is stuck
     */
    Crew(int size, int prompt) {
        this.size = size;
        this.prompt = Math.min(size, prompt);
    }

    void add(Worker worker) {
        workers.add(worker);
    }

    void remove(Worker worker) {
        workers.remove(worker);
    }

    void giveUp(Worker worker) {
        givenUp++;
        workers.remove(worker);
    }

    /** How many were given up. */
    int givenUp() {
        return givenUp;
    }

    boolean has(Worker worker) {
        return workers.contains(worker);
    }

    List<Worker> all() {
        return List.copyOf(workers);
    }

    int size() {
        return workers.size();
    }

    private long shared() {
        return workers.stream()
                .map(Worker::interpreter)
                .filter(interpreter -> interpreter.present().waiters() > 0 && !interpreter.isHeld())
                .count();
    }

    /** Whether no more should be shared: a body of which nothing is known goes to one that is. */
    boolean isFullOfShared() {
        return shared() >= size;
    }

    /**
     * Whether another worker may be started now. More than the prompt ones would not do short bodies any faster, as those keep
     * the processors busy; but bodies that sleep, or take long, would keep all others waiting.
     */
    boolean hasRoom() {
        return mayGrow() && workers.size() - shared() - stuck() < prompt;
    }

    /** Whether another worker may be started now or later. */
    boolean mayGrow() {
        return workers.size() - shared() < size;
    }

    private long stuck() {
        return workers.stream().filter(Worker::isStuck).count();
    }

    /** Whether there is one too many: it was shared until now. */
    boolean isTooLarge() {
        return workers.size() - shared() > size;
    }

    /** A worker to which a body that waits may go; null when there is none. */
    @Nullable
    Worker openToAll() {
        return workers.stream()
                .filter(worker -> worker.interpreter().present().waiters() > 0
                        && takesMore(worker)
                        && !worker.interpreter().stage().isHeldFor(HELD_UP))
                .findFirst()
                .orElse(null);
    }

    /** Whether any has to be renewed for these scripts. */
    boolean mustRenew(Generation next) {
        return workers.stream().anyMatch(worker -> worker.interpreter().slot().mustRenew(next));
    }

    /** Whether any has the scripts of the current generation, or is opening them. */
    boolean hasFresh() {
        return workers.stream().anyMatch(worker -> !worker.interpreter().slot().isStale());
    }

    /** Whether one in which bodies wait may have another. */
    static boolean takesMore(Worker worker) {
        Interpreter interpreter = worker.interpreter();
        return !interpreter.isHeld()
                && !interpreter.isTainted()
                && !interpreter.slot().isStale()
                && interpreter.present().waiters() < MOST_WAITERS;
    }
}

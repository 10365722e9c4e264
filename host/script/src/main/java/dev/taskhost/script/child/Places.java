package dev.taskhost.script.child;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The processes of a pool: which are free, for whom another is started, and which has to go for it. Not thread-safe: the pool's lock guards it. */
final class Places {
    /** So long a process goes on with calls of its own program while one of another waits for its place: a start costs as much. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final int most;
    private final Predicate<Program> inCharge;
    private final Function<Program, ChildWorker> starting;
    private final NavigableSet<PendingCall> queue;
    private final Set<ChildWorker> workers = new HashSet<>();
    /** Those that are of no use to others: at a call, or ending. */
    private final Set<ChildWorker> serving = new HashSet<>();
    /** Those that shall end, to make room. */
    private final Set<ChildWorker> leaving = new HashSet<>();

    /**
     * @param most processes at once
     * @param inCharge whether calls may still begin on a program
     * @param starting starts one
     * @param queue the calls that wait, the next one first
     */
    Places(
            int most,
            Predicate<Program> inCharge,
            Function<Program, ChildWorker> starting,
            NavigableSet<PendingCall> queue) {
        this.most = most;
        this.inCharge = inCharge;
        this.starting = starting;
        this.queue = queue;
    }

    /**
     * Starts what waiting calls need beyond those that are free or starting; where there is no room for it, chooses who has to go.
     *
     * @return whether one has to, which it finds by {@link #isFree}
     */
    boolean grow() {
        boolean go = false;
        List<ChildWorker> free =
                new ArrayList<>(workers.stream().filter(this::isFree).toList());
        for (PendingCall call : queue) {
            if (free.isEmpty() && workers.size() >= most) {
                return go;
            }
            Program wanted = call.program();
            if (removeOne(free, wanted)) {
                continue;
            }
            if (workers.size() < most) {
                workers.add(starting.apply(wanted));
            } else {
                go |= makeRoom(free);
            }
        }
        return go;
    }

    private static boolean removeOne(List<ChildWorker> free, Program wanted) {
        return free.stream()
                .filter(worker -> same(worker.program(), wanted))
                .findFirst()
                .map(free::remove)
                .orElse(false);
    }

    /** Has one leave that nobody waits for. */
    private boolean makeRoom(List<ChildWorker> free) {
        for (ChildWorker worker : free) {
            if (queue.stream().noneMatch(call -> same(call.program(), worker.program()))) {
                free.remove(worker);
                return leaving.add(worker);
            }
        }
        return false;
    }

    /** Whether it may be given a call. */
    boolean isFree(ChildWorker worker) {
        return !serving.contains(worker) && !leaving.contains(worker) && inCharge.test(worker.program());
    }

    /** Whether processes of the one can do the calls of the other. */
    static boolean same(Program one, Program other) {
        return one.identity().equals(other.identity());
    }

    /** The first in the queue that is for this worker; or one of another program that has waited for too long, and only waits for a place. */
    @Nullable
    PendingCall first(ChildWorker worker) {
        for (PendingCall call : queue) {
            Program wanted = call.program();
            if (same(wanted, worker.program()) || (isLate(call) && needsPlace(wanted))) {
                return call;
            }
        }
        return null;
    }

    private static boolean isLate(PendingCall call) {
        return System.nanoTime() - call.queuedAt() > PATIENCE.toNanos();
    }

    private boolean needsPlace(Program wanted) {
        return workers.size() >= most
                && workers.stream().noneMatch(other -> isFree(other) && same(other.program(), wanted));
    }

    /** It is of no use to others for a while. */
    void serve(ChildWorker worker) {
        serving.add(worker);
    }

    /** It is again. */
    void rest(ChildWorker worker) {
        serving.remove(worker);
    }

    /** It has ended. */
    void remove(ChildWorker worker) {
        workers.remove(worker);
        serving.remove(worker);
        leaving.remove(worker);
    }

    /** All there are. */
    List<ChildWorker> all() {
        return List.copyOf(workers);
    }

    /** How many there are. */
    int size() {
        return workers.size();
    }
}

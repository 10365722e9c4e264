package dev.taskhost.script.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** When a pool starts another worker, and how many have nothing to do. Confined to its pool's lock. */
final class Staffing {
    /** So many are started as calls come: a body is not at its computing all the time. Others wait for one to be stuck. */
    static final int PROMPT = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private static final Duration WINDOW = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(60);

    /** When one is opening for so long while the processors have time, it hangs, and another may not. */
    private static final Duration OPENS_LONG = Duration.ofSeconds(2);

    /** Another opens after so long in any case. */
    private static final Duration OPENS_TOO_LONG = Duration.ofSeconds(20);

    private final Pool pool;
    private final Crew crew;
    private final WorkQueue queue;
    private final Consumer<Runnable> unlessClosed;
    private final ScheduledExecutorService clock;
    private final Reserve reserve;
    private int idle;
    private int warming;
    private int started;
    private long startedAt;
    private boolean served;
    private boolean looking;
    private int leastIdle;
    private long leastSince = System.nanoTime();

    /**
     * @param called of the pool's lock, for the reserve alone
     * @param unlessClosed takes the pool's lock and runs what it is given, unless the pool is closed
     */
    Staffing(
            Pool pool,
            Crew crew,
            WorkQueue queue,
            Condition called,
            Consumer<Runnable> unlessClosed,
            ScheduledExecutorService clock) {
        this.pool = pool;
        this.crew = crew;
        this.queue = queue;
        this.unlessClosed = unlessClosed;
        this.clock = clock;
        this.reserve = new Reserve(this::newWorker, called, unlessClosed, clock);
    }

    /** What is open beside the crew. */
    Reserve reserve() {
        return reserve;
    }

    /** Something is queued: calls a worker that is shared, or starts one, or sees later whether one is needed. */
    void call() {
        Worker shared = queue.hasShared() || crew.isFullOfShared() ? crew.openToAll() : null;
        if (shared != null) {
            shared.interpreter().bell().ring();
        }
        boolean lacks = lacks(shared != null);
        if (!startFirst() && lacks && crew.mayGrow() && !looking) {
            looking = true;
            var _ = clock.schedule(() -> unlessClosed.accept(this::lookAgain), LOOK.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Starts one where there is none; answers whether it did. */
    boolean startFirst() {
        boolean none = crew.size() == 0;
        if (none) {
            start();
        }
        return none;
    }

    private boolean lacks(boolean sharedTakes) {
        return (sharedTakes ? queue.ownSize() : queue.size()) > idle + warming;
    }

    /**
     * Calls were left waiting a moment ago. Most are over before another interpreter could be open; what still waits gets one
     * more worker at a time, as several that open at once only take the processors from each other. The first of a JVM also
     * loads its scripts alone, which takes seconds: those that come after it find the classes loaded.
     */
    private void lookAgain() {
        looking = false;
        boolean alone = warming > 0 || (started == 1 && !served);
        boolean waits = alone ? opensTooLong() : !queue.waitsLess(LOOK);
        if (waits && lacks(queue.hasShared() && crew.openToAll() != null) && crew.hasRoom()) {
            start();
        }
        callIfQueued();
    }

    private boolean opensTooLong() {
        long since = System.nanoTime() - startedAt;
        return since > OPENS_TOO_LONG.toNanos() || (since > OPENS_LONG.toNanos() && !Processors.areBusy());
    }

    void callIfQueued() {
        if (queue.size() > 0) {
            call();
        }
    }

    /** The crew gets one more: the one in reserve, or else a new one. */
    void start() {
        if (!startReserve()) {
            startNew();
        }
    }

    /** The crew gets the one in reserve; answers whether there is one. */
    boolean startReserve() {
        Worker kept = reserve.take();
        if (kept != null) {
            add(kept);
        }
        return kept != null;
    }

    /** The crew gets a new one, which opens its interpreter for the newest scripts. */
    void startNew() {
        Worker worker = newWorker();
        add(worker);
        worker.start();
    }

    private Worker newWorker() {
        return new Worker(pool, pool.name() + "-" + ++started);
    }

    private void add(Worker worker) {
        crew.add(worker);
        if (worker.isWarming()) {
            warming++;
            startedAt = System.nanoTime();
        }
    }

    /** A worker is shared from now on: another one opens, before a body that needs one to itself has to wait for that. */
    void spare() {
        if (idle + warming == 0 && crew.hasRoom()) {
            start();
        }
    }

    /** It has ended its opening, or something it served; answers whether it has been opening until now. */
    boolean hasWarmed(Worker worker) {
        reserve.hasWarmed(worker);
        boolean has = worker.warmed();
        if (has) {
            warming--;
        }
        served |= worker.hasLoaded();
        return has;
    }

    /** Its thread has ended. */
    void left(Worker worker) {
        crew.remove(worker);
        reserve.left(worker);
    }

    /** The pool is closing: answers all there are, the one in reserve among them; no other comes. */
    List<Worker> end() {
        return Stream.concat(crew.all().stream(), reserve.end().stream()).toList();
    }

    /** So many more have nothing to do. */
    void idle(int more) {
        idle += more;
        leastIdle = Math.min(leastIdle, idle);
    }

    /**
     * Whether a worker that has nothing to do may go: more were started than are kept for what comes, and for {@link #WINDOW}
     * some have had nothing to do at any moment. They take turns, so none is idle for long by itself.
     */
    boolean isSurplus() {
        long now = System.nanoTime();
        if (now - leastSince < WINDOW.toNanos()) {
            return false;
        }
        boolean surplus = leastIdle > 0 && crew.size() > PROMPT;
        leastIdle = surplus ? leastIdle - 1 : idle;
        leastSince = surplus && leastIdle > 0 ? leastSince : now;
        return surplus;
    }
}

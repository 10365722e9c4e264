package dev.taskhost.script.child;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.service.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes and their common queue, in order of {@link PendingCall#rank}. A process is started when something waits and none of its
 * program is free. It ends when it was free for long, when its program is not in charge any more and it is not at a call, and when
 * it has to give way to another program of which a call waits. Thread-safe.
 */
public final class ChildPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildPool.class);
    private static final int LIMIT = 100_000;

    /** A queue whose head has waited for longer has no room: its processes are at something long. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);

    private static final Duration MOST_CLOSE = Duration.ofSeconds(10);

    private final String name;
    private final Duration idleFor;
    private final Services services;
    private final ScheduledExecutorService clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final NavigableSet<PendingCall> queue = new TreeSet<>(
            Comparator.comparingLong(PendingCall::rank).thenComparing(PendingCall::id, Comparator.reverseOrder()));
    private final Places places;
    private final Set<PendingCall> begun = new HashSet<>();
    private int started;
    private boolean closed;

    /**
     * @param name of its threads; begins with {@code script-}
     * @param most processes at once, at least 1
     * @param idleFor after that long without work a process ends
     * @param inCharge whether calls may still begin on a program; fast
     * @param services what the host lends to bodies in there
     * @param clock ends what does not start; stays the caller's, to shut down after {@link #close}
     */
    public ChildPool(
            String name,
            int most,
            Duration idleFor,
            Predicate<Program> inCharge,
            Services services,
            ScheduledExecutorService clock) {
        this.name = name;
        this.idleFor = idleFor;
        this.services = services;
        this.clock = clock;
        this.places = new Places(most, inCharge, this::starting, queue);
    }

    private <T extends @Nullable Object> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues a call or a check. Returns at once.
     *
     * @param done called exactly once, with {@link BodyResult.Returned} for a check that found nothing wrong
     */
    public RunningBody submit(Request request, Consumer<BodyResult> done) {
        PendingCall call = new PendingCall(this, request, done, services);
        change(() -> {
            if (closed || queue.size() >= LIMIT) {
                call.drop();
                call.deliverAside(new BodyResult.Failed(
                        closed
                                ? "The host is ending and starts nothing more."
                                : "More than " + LIMIT + " calls wait for a process already."));
                return;
            }
            queue.add(call);
            grow();
            changed.signalAll();
        });
        return call;
    }

    private void grow() {
        if (!closed && places.grow()) {
            changed.signalAll();
        }
    }

    private ChildWorker starting(Program program) {
        ChildWorker worker = new ChildWorker(this, name + "-" + ++started, program, clock);
        worker.start();
        return worker;
    }

    /** Waits for what the worker shall do next; null when it shall end. */
    @Nullable
    PendingCall take(ChildWorker worker) {
        return locked(() -> {
            places.rest(worker); // the call before was stopped at the last moment
            long left = idleFor.toNanos();
            while (!closed && places.isFree(worker) && left > 0) {
                PendingCall first = places.first(worker);
                if (first != null && !Places.same(first.program(), worker.program())) {
                    break; // it gives way
                }
                if (first != null) {
                    queue.remove(first);
                    places.serve(worker);
                    begun.add(first);
                    return first;
                }
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    LOG.debug("Nobody interrupts this thread; it goes on.", e);
                }
            }
            places.serve(worker); // it is of no use to others while it ends
            grow();
            return null;
        });
    }

    /**
     * A worker is through with its call, before that is told: who hears of it and calls again finds the process free.
     *
     * @param well whether it can be used again
     */
    void free(ChildWorker worker, boolean well) {
        change(() -> {
            if (well) {
                places.rest(worker);
            }
            begun.removeIf(PendingCall::isEnded);
        });
    }

    /** A call was taken by a process that turned out to have ended: another one does it. */
    void again(PendingCall call) {
        boolean queued = locked(() -> {
            if (closed || !call.again()) {
                return false;
            }
            begun.remove(call);
            queue.add(call);
            return true; // the worker that had it leaves now, and another takes its place
        });
        if (!queued) {
            boolean stopped = call.end();
            var _ = call.deliver(
                    stopped || isClosed()
                            ? new BodyResult.Stopped("It was waiting for a worker and never started.")
                            : new BodyResult.Failed("One " + call.program().noun()
                                    + " after the other ended before it could begin; the"
                                    + " log of the host, and of the system, may say why."));
        }
    }

    private boolean isClosed() {
        return locked(() -> closed);
    }

    /** Nothing can be started of a program: the next in the queue that wants it is told so; nobody does when another has its place. */
    void failNext(Program program, BodyResult result) {
        PendingCall next = locked(() -> {
            PendingCall first = queue.stream()
                    .filter(call -> Places.same(call.program(), program))
                    .findFirst()
                    .orElse(null);
            if (first != null) {
                queue.remove(first);
            }
            return first;
        });
        if (next != null && next.drop()) {
            var _ = next.deliver(result);
        }
    }

    void forget(PendingCall call) {
        change(() -> queue.remove(call));
    }

    void left(ChildWorker worker) {
        change(() -> {
            places.remove(worker);
            begun.removeIf(PendingCall::isEnded);
            grow();
            changed.signalAll();
        });
    }

    /** Other programs may be in charge than before: free processes of others end now, those at a call after it. Cheap. */
    public void renew() {
        change(() -> {
            grow();
            changed.signalAll();
        });
    }

    /** How much waits for a process. */
    public int queued() {
        return locked(queue::size);
    }

    /** Whether what is queued now would begin soon. */
    public boolean hasRoom() {
        return locked(() -> queue.isEmpty() || System.nanoTime() - queue.first().queuedAt() < SHORT_WAIT.toNanos());
    }

    /** How many processes there are, or will be in a moment. */
    public int size() {
        return locked(places::size);
    }

    /** Stops everything: what is queued never starts, what runs is stopped. Returns when no process is left. */
    @Override
    public void close() {
        List<PendingCall> calls = new ArrayList<>();
        List<ChildWorker> ending = locked(() -> {
            closed = true;
            calls.addAll(queue);
            calls.addAll(begun);
            changed.signalAll();
            return places.all();
        });
        calls.forEach(PendingCall::stop);
        ending.forEach(ChildWorker::abort);
        long end = System.nanoTime() + MOST_CLOSE.toNanos();
        try {
            for (ChildWorker worker : ending) {
                if (!worker.thread().join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                    LOG.warn(
                            "{} did not end in time and is left to the end of the host.",
                            worker.thread().getName());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.taskhost.script.child;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.script.catalog.Generation;
import java.nio.file.Path;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes and their common queue, in order of {@link PendingCall#rank}. A process is started when something waits and none is
 * free; it ends when it was free for long, or when the scripts have changed and it is not at a call. Thread-safe.
 */
final class ChildPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildPool.class);
    private static final int LIMIT = 100_000;

    /** A queue whose head has waited for longer has no room: its processes are at something long. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);

    private static final Duration MOST_CLOSE = Duration.ofSeconds(10);

    private final String name;
    private final CpythonSettings settings;
    private final Path root;
    private final Duration idleFor;
    private final ScheduledExecutorService clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final NavigableSet<PendingCall> queue = new TreeSet<>(
            Comparator.comparingLong(PendingCall::rank).thenComparing(PendingCall::id, Comparator.reverseOrder()));
    private final Set<ChildWorker> workers = new HashSet<>();
    private final Set<ChildWorker> serving = new HashSet<>();
    private final Set<PendingCall> begun = new HashSet<>();
    private int started;
    private boolean closed;
    private Generation generation;

    /**
     * @param name of its threads
     * @param root the scripts folder, as a real path
     * @param idleFor after that long without work a process ends
     * @param clock ends what does not start; stays the caller's, to shut down after {@link #close}
     */
    ChildPool(
            String name,
            CpythonSettings settings,
            Path root,
            Generation generation,
            Duration idleFor,
            ScheduledExecutorService clock) {
        this.name = name;
        this.settings = settings;
        this.root = root;
        this.generation = generation;
        this.idleFor = idleFor;
        this.clock = clock;
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

    RunningBody submit(Request request, Consumer<BodyResult> done) {
        PendingCall call = new PendingCall(this, request, done);
        change(() -> {
            if (closed || queue.size() >= LIMIT) {
                call.drop();
                call.deliverAside(new BodyResult.Failed(
                        closed
                                ? "The host is ending and starts nothing more."
                                : "More than " + LIMIT + " calls wait for a Python process already."));
                return;
            }
            queue.add(call);
            grow();
            changed.signalAll();
        });
        return call;
    }

    /** One more process when those that are free or starting are not enough. */
    private void grow() {
        long free = workers.stream()
                .filter(worker -> !serving.contains(worker) && isCurrent(worker))
                .count();
        if (!closed && queue.size() > free && workers.size() < settings.workers()) {
            ChildWorker worker =
                    new ChildWorker(this, name + "-" + ++started, new Launch(settings, root, generation), clock);
            workers.add(worker);
            worker.start();
        }
    }

    private boolean isCurrent(ChildWorker worker) {
        return worker.launch().generation().number() == generation.number()
                && worker.launch().generation().id().equals(generation.id());
    }

    /** Waits for what the worker shall do next; null when it shall end. */
    @Nullable
    PendingCall take(ChildWorker worker) {
        return locked(() -> {
            serving.remove(worker); // the call before was stopped at the last moment
            long left = idleFor.toNanos();
            while (!closed && isCurrent(worker) && left > 0) {
                PendingCall first = queue.pollFirst();
                if (first != null) {
                    serving.add(worker);
                    begun.add(first);
                    return first;
                }
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    LOG.debug("Nobody interrupts this thread; it goes on.", e);
                }
            }
            serving.add(worker); // it is of no use to others while it ends
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
                serving.remove(worker);
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
            call.deliver(
                    stopped || isClosed()
                            ? new BodyResult.Stopped("It was waiting for a worker and never started.")
                            : new BodyResult.Failed(
                                    "One Python process after the other ended before it could begin; the"
                                            + " log of the host, and of the system, may say why."));
        }
    }

    private boolean isClosed() {
        return locked(() -> closed);
    }

    /** Nothing can be started: the next in the queue is told so. */
    void failNext(BodyResult result) {
        PendingCall next = locked(() -> queue.pollFirst());
        if (next != null && next.drop()) {
            next.deliver(result);
        }
    }

    void forget(PendingCall call) {
        change(() -> queue.remove(call));
    }

    void left(ChildWorker worker) {
        change(() -> {
            workers.remove(worker);
            serving.remove(worker);
            begun.removeIf(PendingCall::isEnded);
            grow();
            changed.signalAll();
        });
    }

    /** The scripts have changed: free processes end now, others after their call. */
    void generation(Generation now) {
        change(() -> {
            generation = now;
            changed.signalAll();
        });
    }

    int queued() {
        return locked(queue::size);
    }

    /** Whether what is queued now would begin soon. */
    boolean hasRoom() {
        return locked(() -> queue.isEmpty() || System.nanoTime() - queue.first().queuedAt() < SHORT_WAIT.toNanos());
    }

    /** How many processes there are, or will be in a moment. */
    int size() {
        return locked(workers::size);
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
            return List.copyOf(workers);
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

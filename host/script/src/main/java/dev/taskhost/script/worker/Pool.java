package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of one language and their common queue. Workers are started as calls need them. Thread-safe. */
public final class Pool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
    private static final int QUEUE_LIMIT = 100_000;

    /** A queue whose head has waited for longer has no room: its workers are at something long. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);

    private final GuestFactory factory;
    private final int size;
    private final Duration stopGrace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Work> queue = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private int idle;
    private int warming;
    private int started;
    private int abandoned;
    private boolean closed;
    private volatile long generation;

    /**
     * A pool without any worker yet.
     *
     * @param size most workers
     * @param stopGrace how long a running body is interrupted before its thread is abandoned
     */
    public Pool(GuestFactory factory, int size, Duration stopGrace) {
        this.factory = factory;
        this.size = size;
        this.stopGrace = stopGrace;
    }

    /** The language's word for a person: {@code python}, {@code js}. */
    String language() {
        return factory.language().id();
    }

    /**
     * Starts a worker unless there is one, so that the first call finds it open. Returns at once.
     *
     * @return completes when the first worker has opened its interpreter, or failed to
     */
    public CompletableFuture<@Nullable Void> warm() {
        lock.lock();
        try {
            if (workers.isEmpty() && !closed) {
                startWorker();
            }
            return ready;
        } finally {
            lock.unlock();
        }
    }

    /** Tells that the scripts have changed: idle workers renew their interpreter now, busy ones afterwards. */
    public void generation(long now) {
        lock.lock();
        try {
            generation = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long generation() {
        return generation;
    }

    /** How much waits for a worker. */
    public int queued() {
        return locked(queue::size);
    }

    /** Whether what is queued now would begin soon. */
    public boolean hasRoom() {
        lock.lock();
        try {
            Work head = queue.peek();
            return head == null || System.nanoTime() - head.queuedAt() < SHORT_WAIT.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** How many threads were given up because nothing could interrupt what they do. */
    public int abandoned() {
        return locked(() -> abandoned);
    }

    private <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues something to do. Returns at once.
     *
     * @param urgent whether another worker may be started for it
     * @param done called exactly once, on a thread of the pool
     */
    RunningBody submit(LogTag tag, Work.Step step, boolean urgent, Consumer<BodyResult> done) {
        Work work = new Work(this, tag, step, done);
        lock.lock();
        try {
            if (closed || queue.size() >= QUEUE_LIMIT) {
                String reason = closed
                        ? "The host is ending and starts nothing more."
                        : "More than " + QUEUE_LIMIT + " calls wait for a " + language() + " worker already.";
                Thread.startVirtualThread(() -> work.deliver(new BodyResult.NotCallable(reason)));
                return work;
            }
            queue.add(work);
            if (workers.isEmpty() || (urgent && queue.size() > idle + warming && workers.size() < size)) {
                startWorker();
            }
            changed.signal();
            return work;
        } finally {
            lock.unlock();
        }
    }

    private void startWorker() {
        Worker worker = new Worker(this, "script-" + language() + "-" + ++started);
        workers.add(worker);
        warming++;
        worker.start();
    }

    Guest open(Output output) {
        return factory.open(output);
    }

    void background(Runnable action) {
        Thread.ofPlatform().name("script-" + language() + "-stop").daemon(true).start(action);
    }

    /** Waits for what the worker shall do next. */
    Turn take(Worker worker) {
        lock.lock();
        try {
            hasWarmed(worker);
            while (true) {
                if (closed || worker.isAbandoned()) {
                    return new Turn.Leave();
                }
                if (worker.isStale(generation)) {
                    worker.warms();
                    warming++;
                    return new Turn.Refresh();
                }
                Work work = queue.poll();
                if (work != null) {
                    return new Turn.Serve(work);
                }
                idle++;
                try {
                    changed.awaitUninterruptibly();
                } finally {
                    idle--;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void hasWarmed(Worker worker) {
        if (worker.warmed()) {
            warming--;
            background(() -> ready.complete(null));
        }
    }

    void forget(Work work) {
        lock.lock();
        try {
            queue.remove(work);
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts what runs until it ends; gives its worker up when it does not. Blocks. */
    void interrupt(Work work) {
        try {
            Worker worker = workerOf(work);
            if (worker != null && !new Interruption(worker, work, stopGrace).succeeds()) {
                abandon(worker, work);
            }
        } finally {
            work.stopperGone().complete(null);
        }
    }

    private @Nullable Worker workerOf(Work work) {
        lock.lock();
        try {
            return workers.stream()
                    .filter(worker -> worker.current() == work)
                    .findFirst()
                    .orElse(null);
        } finally {
            lock.unlock();
        }
    }

    private void abandon(Worker worker, Work work) {
        LOG.error(
                "{} could not be interrupted within {} s; its thread {} is abandoned and goes on using a processor"
                        + " until the host is restarted. A new worker takes its place.",
                work.tag().logger().getName(),
                stopGrace.toSeconds(),
                worker.thread().getName());
        worker.abandon();
        lock.lock();
        try {
            abandoned++;
            workers.remove(worker);
            if (!closed) {
                startWorker();
            }
        } finally {
            lock.unlock();
        }
        work.deliver(new BodyResult.Stopped("It could not be interrupted; its thread was abandoned."));
        background(worker::closeFromOutside);
    }

    void left(Worker worker) {
        lock.lock();
        try {
            hasWarmed(worker);
            workers.remove(worker);
            if (!closed && !queue.isEmpty() && workers.size() < size) {
                startWorker();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops everything: what is queued never starts, what runs is interrupted. Takes {@code stopGrace} and a second at most. */
    @Override
    public void close() {
        List<Worker> running;
        lock.lock();
        try {
            closed = true;
            running = List.copyOf(workers);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        stopAll(running);
        long end = System.nanoTime() + stopGrace.plusSeconds(1).toNanos();
        for (Worker worker : running) {
            worker.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }

    private void stopAll(List<Worker> running) {
        locked(() -> List.copyOf(queue)).forEach(Work::stop);
        for (Worker worker : running) {
            Work work = worker.current();
            if (work != null) {
                work.stop();
            }
        }
    }
}

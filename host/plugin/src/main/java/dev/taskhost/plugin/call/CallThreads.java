package dev.taskhost.plugin.call;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that plugin tasks run on: platform threads, at most {@code workers} calls at a time, the rest waits in order of {@link PluginCall#rank}.
 * Thread-safe.
 *
 * <p>Platform threads, because plugins are code we do not know: a task that computes in a loop would keep a carrier of
 * the virtual threads, of which there are as many as processors, and two of them on a small machine would stop the host;
 * the operating system shares out processors between platform threads whatever they do. A thread serves one plugin only
 * and ends soon after its last call, which lets a replaced plugin's class loader go; a stopped call's thread is not used
 * again, so a task that ignores its interrupt costs its own thread and no worker. A new thread for each call would cost
 * some 50 µs of it, ten times the call itself.
 */
public final class CallThreads implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallThreads.class);

    private static final Duration SHORT_WAIT = Duration.ofMillis(200);

    /**
     * Calls that take no time are done soonest by few threads, which do not keep the one that starts them from a
     * processor. So the other workers are used only when those few get no call done for a moment.
     */
    private static final int EAGER_PER_PROCESSOR = 2;

    private static final Duration STALLED_AFTER = Duration.ofMillis(1);

    private final int workers;
    private final Duration abandonAfter;
    private final Lender lender;
    /** Delivers what has no thread of its own: the end of a call that never started, and of one that was abandoned. */
    private final ScheduledThreadPoolExecutor watch;

    private final Queue<PluginCall> waiting = new PriorityQueue<>(Comparator.comparingLong(PluginCall::rank));
    private final Set<PluginCall> running = new LinkedHashSet<>();
    private final Deque<CallThread> parked = new ArrayDeque<>();
    private final int eager;
    private int abandoned;
    private boolean closed;

    /** Whether all workers are used: calls that wait got no further with the eager ones. */
    private boolean wide;

    private boolean watching;
    private long begun;

    /**
     * No thread is started yet but the watch.
     *
     * @param workers how many calls may run at a time, at least 1
     * @param abandonAfter how long an interrupted call may take to end
     * @param lender of what calls may use
     */
    public CallThreads(int workers, Duration abandonAfter, Lender lender) {
        this.workers = workers;
        this.lender = lender;
        this.eager =
                Math.min(workers, EAGER_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        this.abandonAfter = abandonAfter;
        this.watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("plugin-watch").factory());
        watch.setRemoveOnCancelPolicy(true); // an ended call must not be held by its timer
    }

    /**
     * Starts a call, or queues it when all workers are taken. Returns at once.
     *
     * @param callee released when the call is over
     * @param done called exactly once, on another thread
     */
    public RunningBody submit(Callee callee, BodyCall call, Consumer<BodyResult> done) {
        PluginCall plugin = new PluginCall(this, callee, call, lender.account(call), done);
        boolean refused;
        synchronized (this) {
            refused = closed;
            if (!refused) {
                waiting.add(plugin);
            }
        }
        if (refused) {
            later(plugin::neverStarted);
        } else {
            startNext();
        }
        return plugin;
    }

    /** How many calls run now, without the abandoned ones. */
    public synchronized int running() {
        return running.size();
    }

    /** How many calls wait for a worker. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Whether what waits now would begin soon: a queue whose head has waited for long has no room. */
    public synchronized boolean hasRoom() {
        PluginCall head = waiting.peek();
        return head == null || System.nanoTime() - head.queuedAt() < SHORT_WAIT.toNanos();
    }

    /** How many threads ignored their interrupt, were given up, and have not ended since. */
    public synchronized int abandoned() {
        return abandoned;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private void startNext() {
        List<CallThread> starts = new ArrayList<>();
        synchronized (this) {
            while (running.size() < (wide ? workers : eager) && !waiting.isEmpty()) {
                PluginCall next = waiting.remove();
                running.add(next);
                begun++;
                CallThread free = parkedFor(next);
                if (free == null) {
                    starts.add(new CallThread(this, next));
                } else {
                    free.hand(next);
                }
            }
            watchProgress();
        }
        starts.forEach(this::start);
    }

    /** While calls wait although workers are free: looks soon whether those that run get on. */
    private void watchProgress() {
        if (waiting.isEmpty()) {
            wide = false;
        } else if (!wide && !watching && !closed && running.size() < workers) {
            watching = true;
            long before = begun;
            Future<?> _ = watch.schedule(() -> widen(before), STALLED_AFTER.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void widen(long before) {
        synchronized (this) {
            watching = false;
            wide = begun == before;
        }
        startNext();
    }

    /** The one that ended its call last, whose stack is warm. */
    private @Nullable CallThread parkedFor(PluginCall call) {
        for (Iterator<CallThread> all = parked.iterator(); all.hasNext(); ) {
            CallThread thread = all.next();
            if (thread.serves(call)) {
                all.remove();
                return thread;
            }
        }
        return null;
    }

    private void start(CallThread starting) {
        try {
            starting.thread().start();
        } catch (OutOfMemoryError e) { // what the JVM throws when the system gives it no thread
            later(() -> starting.refuse("the system refused a thread for it (" + e.getMessage()
                    + "): raise the limit of processes, or lower the number of plugin workers"));
        }
    }

    /** A thread has no call. */
    synchronized void park(CallThread thread) {
        parked.push(thread);
    }

    /** A thread is not parked any more; from then on it is given nothing. */
    synchronized void leave(CallThread thread) {
        parked.remove(thread);
    }

    /** Takes a call out of the queue: true when it was there, and so will never start. */
    synchronized boolean forget(PluginCall call) {
        return waiting.remove(call);
    }

    /** A running call was interrupted; gives it up when it has not ended in time. Cancelled when it has. */
    Future<?> watchStopping(PluginCall call) {
        return watch.schedule(call::abandon, abandonAfter.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells a listener, on another thread than the caller's, why its call is not possible. */
    public void refuse(String reason, Consumer<BodyResult> done) {
        later(() -> {
            try {
                done.accept(new BodyResult.NotCallable(reason));
            } catch (RuntimeException | Error e) {
                log.error("the listener of a call that was not possible failed", e);
            }
        });
    }

    /** Runs something soon on a thread that is not the caller's; it must neither block nor throw. */
    void later(Runnable delivery) {
        try {
            watch.execute(delivery); // close() waits for what is handed over while it stops the calls
        } catch (RejectedExecutionException closed) {
            Thread.ofPlatform().daemon().name("plugin-refusal").start(delivery);
        }
    }

    Duration abandonAfter() {
        return abandonAfter;
    }

    /**
     * A call's listener has its result: its worker is free.
     *
     * @param free the call's own thread, which takes the next call if that is one of its plugin; null when it ends
     */
    void ended(PluginCall call, @Nullable CallThread free) {
        synchronized (this) {
            running.remove(call);
            PluginCall head = waiting.peek();
            if (free != null && head != null && running.size() < workers && free.serves(head)) {
                waiting.remove();
                running.add(head);
                begun++;
                free.hand(head);
            }
            notifyAll();
        }
        startNext();
    }

    synchronized void countAbandoned(int more) {
        abandoned += more;
    }

    /**
     * Stops every call, waits until they have ended or are abandoned, and refuses new ones. Every listener has been
     * called when it returns. Calling it again does nothing.
     */
    @Override
    public void close() {
        List<PluginCall> all;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            all = new ArrayList<>(waiting);
            all.addAll(running);
            parked.forEach(CallThread::wake);
        }
        all.forEach(PluginCall::stop);
        awaitEnds();
    }

    private void awaitEnds() {
        try {
            synchronized (this) {
                while (!running.isEmpty()) {
                    wait();
                }
            }
            watch.shutdown();
            while (!watch.awaitTermination(1, TimeUnit.SECONDS)) {
                log.debug("waiting for the last listener of a plugin call");
            }
        } catch (InterruptedException e) {
            watch.shutdown();
            Thread.currentThread().interrupt(); // the caller is in a hurry: daemon threads end with the process
        }
    }
}

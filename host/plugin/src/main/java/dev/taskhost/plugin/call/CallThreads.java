package dev.taskhost.plugin.call;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that plugin tasks run on: a new platform thread for each call, at most {@code workers} at a time, the rest
 * waits in order. Thread-safe.
 *
 * <p>Platform threads, because plugins are code we do not know: a task that computes in a loop would keep a carrier of
 * the virtual threads, of which there are as many as processors, and two of them on a small machine would stop the host;
 * the operating system shares out processors between platform threads whatever they do. A new one for each call, because
 * thread-locals then end with the call, which keeps state out of the next call and lets a replaced plugin's class loader
 * go; and because a task that ignores its interrupt costs its own thread and no worker. Starting one takes some tens of
 * microseconds.
 */
public final class CallThreads implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallThreads.class);

    private static final Duration SHORT_WAIT = Duration.ofMillis(200);

    private final int workers;
    private final Duration abandonAfter;
    /** Delivers what has no thread of its own: the end of a call that never started, and of one that was abandoned. */
    private final ScheduledThreadPoolExecutor watch;

    private final Queue<PluginCall> waiting = new ArrayDeque<>();
    private final Set<PluginCall> running = new LinkedHashSet<>();
    private int abandoned;
    private boolean closed;

    /**
     * No thread is started yet but the watch.
     *
     * @param workers how many calls may run at a time, at least 1
     * @param abandonAfter how long an interrupted call may take to end
     */
    public CallThreads(int workers, Duration abandonAfter) {
        this.workers = workers;
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
        PluginCall plugin = new PluginCall(this, callee, call, done);
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

    private void startNext() {
        List<PluginCall> starts = new ArrayList<>();
        synchronized (this) {
            while (running.size() < workers && !waiting.isEmpty()) {
                PluginCall next = waiting.remove();
                running.add(next);
                starts.add(next);
            }
        }
        starts.forEach(PluginCall::launch);
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
        synchronized (this) {
            if (!closed) {
                watch.execute(delivery);
                return;
            }
        }
        Thread.ofPlatform().daemon().name("plugin-refusal").start(delivery);
    }

    Duration abandonAfter() {
        return abandonAfter;
    }

    /** A call's listener has its result: its worker is free. */
    void ended(PluginCall call) {
        synchronized (this) {
            running.remove(call);
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

package dev.taskhost.plugin.call;

import dev.taskhost.api.Task;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodyThreads;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.json.Json;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: waiting, running, stopping, ended. Each change is made under this object's lock, and only the one to {@code
 * ENDED} is followed by the listener's call, so there is exactly one. Thread-safe.
 */
final class PluginCall implements RunningBody {
    private static final Logger log = LoggerFactory.getLogger(PluginCall.class);

    private enum State {
        WAITING,
        RUNNING,
        STOPPING,
        ENDED
    }

    private final CallThreads threads;
    private final BodyCall call;
    private final Consumer<BodyResult> done;
    private final CallContext context;
    private final Borrowed borrowed;
    private final long queuedAt = System.nanoTime();
    /** Let go at the end: who keeps this call must not keep a replaced plugin in memory. */
    private Callee callee;

    private State state = State.WAITING;
    private String generation = "";
    private @Nullable CallThread thread;
    private long allocatedBefore;
    private @Nullable Future<?> timer;
    private String stoodAt = "";
    /** Written and read by the call's own thread only. */
    private boolean interruption;

    PluginCall(CallThreads threads, Callee callee, BodyCall call, Borrowed borrowed, Consumer<BodyResult> done) {
        this.threads = threads;
        this.callee = callee;
        this.call = call;
        this.done = done;
        this.borrowed = borrowed;
        this.context = new CallContext(call, borrowed);
    }

    @Override
    public synchronized String generation() {
        return generation;
    }

    /** By {@link System#nanoTime}. */
    long queuedAt() {
        return queuedAt;
    }

    /** Lower goes first. */
    long rank() {
        return BodyCall.rank(queuedAt, call.priority());
    }

    /** The class loader of its plugin; that of the host once it has ended. */
    synchronized ClassLoader loader() {
        return callee.loader();
    }

    /**
     * Makes the call; by a thread of its plugin, which is the current one.
     *
     * @return whether nothing of it is left in the thread, so that it may be used again
     */
    boolean run(CallThread current) {
        boolean stopped;
        synchronized (this) {
            stopped = context.cancelled(); // between the queue and here
            if (!stopped) {
                thread = current;
                generation = callee.generation();
                allocatedBefore = current.allocatedBytes();
                state = State.RUNNING;
            }
        }
        if (stopped) {
            neverStarted();
            return true;
        }
        current.thread().setName("plugin-" + call.taskKey() + "-" + call.executionId());
        BodyResult result;
        try (LogFields _ = new LogFields(call);
                ContextLoader _ = new ContextLoader(callee.loader())) {
            result = invoke();
        }
        over(result);
        return !context.cancelled();
    }

    /** Ends a call that no thread could be had for. */
    void refused(String reason) {
        over(new BodyResult.NotCallable(reason));
    }

    /** Ends a call that has not been launched. */
    void neverStarted() {
        over(new BodyResult.Stopped("stopped before it began: it was waiting for a free plugin worker"));
    }

    private BodyResult invoke() {
        try {
            Task task = callee.factory().create();
            return returned(task.run(context));
        } catch (
                Throwable
                        thrown) { // StackOverflowError, OutOfMemoryError and LinkageError are failures of the task too
            interruption = interruption(thrown);
            return new BodyResult.Failed(trace(thrown));
        }
    }

    private static boolean interruption(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (at instanceof InterruptedException || at instanceof ClosedByInterruptException) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** The trace, as much of it as memory is left for. */
    private String trace(Throwable thrown) {
        try {
            return Traceback.of(thrown, callee.owns());
        } catch (OutOfMemoryError | StackOverflowError again) {
            return thrown.getClass().getName() + " (and " + again.getClass().getName()
                    + " while its trace was written)";
        }
    }

    private BodyResult returned(@Nullable Object value) {
        try {
            Object plain = PlainValues.of(value);
            return new BodyResult.Returned(plain == null ? null : Json.write(plain), null);
        } catch (NotJsonException e) {
            return new BodyResult.Returned(null, e.getMessage());
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
            return new BodyResult.Returned(null, "no result was kept, reading it failed: " + trace(e));
        }
    }

    @Override
    public synchronized long allocatedBytes() {
        return thread == null ? 0 : Math.max(0, thread.allocatedBytes() - allocatedBefore);
    }

    @Override
    public void stop() {
        boolean queued;
        synchronized (this) {
            if (state == State.ENDED || context.cancelled()) {
                return;
            }
            queued = thread == null;
            if (thread != null) {
                // before it is told, or a task that asks has left by the time we look
                stoodAt = Traceback.of(thread.thread().getStackTrace(), "stopped here:", callee.owns());
            }
            context.cancel();
            borrowed.stop();
            if (thread != null) {
                state = State.STOPPING;
                thread.thread().interrupt();
                timer = threads.watchStopping(this);
            }
        }
        if (queued && threads.forget(this)) {
            threads.later(this::neverStarted);
        }
    }

    /** Called some time after {@link #stop()}: gives the call up if it still runs. */
    void abandon() {
        String stands;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.ENDED;
            threads.countAbandoned(1);
            StackTraceElement[] frames =
                    thread == null ? new StackTraceElement[0] : thread.thread().getStackTrace();
            stands = Traceback.of(frames, "it stands here:", callee.owns());
        }
        log.warn("execution {} of {} ignored its interrupt and is abandoned", call.executionId(), call.taskKey());
        deliver(
                new BodyResult.Stopped(stands + "\nignored the interrupt for "
                        + threads.abandonAfter().toMillis()
                        + " ms; abandoned: its thread goes on until the task returns or its process ends. A loop should ask"
                        + " TaskContext.cancelled(), and let InterruptedException out"),
                null);
    }

    /** The thread is over, or never was: tells the listener, unless it was told when the call was abandoned. */
    private void over(BodyResult result) {
        BodyResult told = result;
        boolean late;
        Runnable release;
        CallThread free;
        synchronized (this) {
            release = callee.release();
            late = state == State.ENDED;
            if (state == State.STOPPING) {
                told = stopped(result);
            }
            state = State.ENDED;
            callee = Callee.NONE;
            free = context.cancelled() ? null : thread;
            thread = null; // it knows the plugin's class loader
            if (timer != null) {
                timer.cancel(false);
            }
        }
        if (late) {
            threads.countAbandoned(-1);
            log.info("execution {} of {}, abandoned, has ended after all", call.executionId(), call.taskKey());
        } else {
            deliver(told, free);
        }
        release.run();
    }

    private BodyResult stopped(BodyResult result) {
        if (result instanceof BodyResult.Failed(String error)) {
            return new BodyResult.Stopped(interruption ? error : stoodAt + "\nand then ended with:\n" + error);
        }
        return new BodyResult.Stopped(stoodAt);
    }

    /**
     * Tells the listener.
     *
     * @param free the thread that may take the next call; null when there is none, or the interrupt left traces in it
     */
    private void deliver(BodyResult result, @Nullable CallThread free) {
        try {
            // The interrupt was the task's, not the listener's; nothing interrupts this thread after ENDED.
            if (Thread.interrupted()) {
                log.debug("execution {} of {} ended with its interrupt unheard", call.executionId(), call.taskKey());
            }
            borrowed.end().join(); // the end is told when nothing is held any more
            done.accept(result);
        } catch (RuntimeException | Error e) {
            log.error("the listener of execution {} of {} failed", call.executionId(), call.taskKey(), e);
            if (e instanceof OutOfMemoryError) {
                BodyThreads.ofHost(Thread.currentThread(), e);
            }
        } finally {
            threads.ended(this, free);
        }
    }
}

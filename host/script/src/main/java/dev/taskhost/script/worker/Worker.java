package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyThreads;
import dev.taskhost.script.access.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one interpreter, in which one body runs and others wait. It opens the interpreter when it first needs it;
 * when the scripts have changed, when an interrupt went through it, or when the interpreter itself failed, another worker takes
 * its place, but never while a body waits in it.
 */
final class Worker implements Runnable {
    /** Deep recursion is the script's to handle, with RecursionError, before the thread's stack is at its end. */
    private static final long STACK_BYTES = 16L << 20;

    /** At one body for so long without being at work. */
    private static final Duration WAITS = Duration.ofMillis(200);

    /** At one body for so long while the processors have time: it may be reading a socket, which looks like work from outside. */
    private static final Duration TAKES_LONG = Duration.ofMillis(500);

    /** At one body for so long, busy or not: short bodies are not to wait for the end of it. */
    private static final Duration TOO_LONG = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Pool pool;
    private final Thread thread;
    private final Interpreter interpreter;
    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
    private volatile boolean abandoned;
    private boolean warming = true; // the pool's, under its lock
    private boolean loaded; // its thread's

    Worker(Pool pool, String name) {
        this.pool = pool;
        BodyThreads threads = new BodyThreads(name);
        this.thread = Thread.ofPlatform()
                .group(threads)
                .name(name)
                .daemon(true)
                .stackSize(STACK_BYTES)
                .uncaughtExceptionHandler(BodyThreads::ofHost)
                .unstarted(this);
        this.interpreter = new Interpreter(pool, thread, new Allocations(threads, thread));
    }

    void start() {
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    /** Gives it up: its thread is left to itself and takes nothing more. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Whether it does not help with what is queued. One that computes does: another beside it would only share its processor,
     * and while nothing is compiled yet even short bodies compute for long.
     */
    boolean isStuck() {
        Stage stage = interpreter.stage();
        Thread.State state = thread.getState();
        boolean waits = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        return (waits && stage.isHeldFor(WAITS))
                || (stage.isHeldFor(TAKES_LONG) && !Processors.areBusy())
                || stage.isHeldFor(TOO_LONG);
    }

    /** Waits for the threads of all to end, so long altogether. */
    static void join(List<Worker> workers, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (Worker worker : workers) {
                if (!worker.thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                    LOG.warn("{} did not end in time and is left to the end of the process.", worker.thread.getName());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completes when it has opened its first interpreter, or failed to. */
    CompletableFuture<@Nullable Void> opened() {
        return opened;
    }

    /** Whether it is opening its first interpreter. */
    boolean isWarming() {
        return warming;
    }

    /** Whether it has been opening one until now. */
    boolean warmed() {
        boolean was = warming;
        warming = false;
        return was;
    }

    /** Whether it has run a script by now, and not only read some; for its own thread. */
    boolean hasLoaded() {
        return loaded;
    }

    @Override
    public void run() {
        Tenant.askFrom(() -> interpreter.whose().known().map(Work::tenant));
        try {
            warm();
            pool.stopper().background(() -> opened.complete(null));
            boolean more;
            do {
                more = next();
            } while (more);
        } finally {
            interpreter.endAll("The worker's thread ended unexpectedly.");
            interpreter.close(true);
            pool.left(this);
        }
    }

    private boolean next() {
        interpreter.endThreads();
        switch (pool.take(this)) {
            case Turn.Serve(Work work) -> serve(work);
            case Turn.Attend() -> interpreter.attend();
            case Turn.Leave() -> {
                return false;
            }
        }
        return true;
    }

    /** Opens the interpreter before it is needed; a failure here shows again, with a call to answer, at the next use. */
    private void warm() {
        try {
            interpreter.open(Long.MAX_VALUE);
        } catch (RuntimeException | Error e) {
            LOG.error("A {} worker could not open its interpreter; the next call tries again.", pool.language(), e);
        }
    }

    private void serve(Work work) {
        Guest open;
        try {
            // It is still queued meanwhile, so a stop is answered at once.
            open = work.request().fresh()
                    ? interpreter.openFresh()
                    : interpreter.open(work.request().generation());
        } catch (RuntimeException | Error e) {
            LOG.error("A {} worker could not open its interpreter.", pool.language(), e);
            if (work.begin(this)) {
                work.end();
                work.deliver(Trouble.ofInterpreter(pool.language(), e));
            }
            return;
        }
        if (work.begin(this)) {
            interpreter.serve(open, work);
            loaded |= work.request().loads();
        }
    }
}

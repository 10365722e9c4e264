package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one interpreter. It opens the interpreter when it first needs it, and a new one when the scripts have
 * changed, when a stop went through the old one (an interrupt leaves locks and loops in an unknown state), or when the
 * interpreter itself failed.
 */
final class Worker implements Runnable {
    /** Deep recursion is the script's to handle, with RecursionError, before the thread's stack is at its end. */
    private static final long STACK_BYTES = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Pool pool;
    private final Thread thread;
    private final Output output = new Output();
    private volatile @Nullable Guest guest;
    private volatile long generation;
    private volatile @Nullable Work current;
    private volatile boolean abandoned;
    private boolean warming = true; // the pool's, under its lock

    Worker(Pool pool, String name) {
        this.pool = pool;
        this.thread = Thread.ofPlatform()
                .name(name)
                .daemon(true)
                .stackSize(STACK_BYTES)
                .unstarted(this);
    }

    void start() {
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    @Nullable
    Guest guest() {
        return guest;
    }

    @Nullable
    Work current() {
        return current;
    }

    /** Gives it up: its thread is left to itself and takes nothing more. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Frees its interpreter as far as that goes, although its thread is still inside. */
    void closeFromOutside() {
        closeGuest();
    }

    /** Waits for its thread to end, so long. */
    void join(Duration time) {
        try {
            if (!thread.join(time)) {
                LOG.warn("{} did not end in time and is left to the end of the process.", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It is opening an interpreter and will be idle soon. */
    void warms() {
        warming = true;
    }

    /** Whether it has been opening one until now. */
    boolean warmed() {
        boolean was = warming;
        warming = false;
        return was;
    }

    /** Whether its interpreter still has the scripts of an earlier generation. */
    boolean isStale(long now) {
        return guest != null && generation != now;
    }

    @Override
    public void run() {
        try {
            warm();
            boolean more;
            do {
                more = next();
            } while (more);
        } finally {
            closeGuest();
            pool.left(this);
        }
    }

    private boolean next() {
        return switch (pool.take(this)) {
            case Turn.Serve(Work work) -> {
                serve(work);
                yield true;
            }
            case Turn.Refresh() -> {
                closeGuest();
                warm();
                yield true;
            }
            case Turn.Leave() -> false;
        };
    }

    /** Opens the interpreter before it is needed; a failure here shows again, with a call to answer, at the next use. */
    private void warm() {
        try {
            openGuest();
        } catch (RuntimeException | Error e) {
            LOG.error("A {} worker could not open its interpreter; the next call tries again.", pool.language(), e);
        }
    }

    private Guest openGuest() {
        Guest open = guest;
        if (open != null && !isStale(pool.generation())) {
            return open;
        }
        closeGuest();
        generation = pool.generation();
        long start = System.nanoTime();
        open = pool.open(output);
        guest = open;
        LOG.debug("Opened a {} interpreter in {} ms.", pool.language(), (System.nanoTime() - start) / 1_000_000);
        return open;
    }

    private void closeGuest() {
        Guest open = guest;
        guest = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("A {} interpreter did not close cleanly; its memory may stay taken.", pool.language(), e);
        }
    }

    private void serve(Work work) {
        Guest open;
        try {
            open = openGuest(); // still queued meanwhile, so a stop is answered at once
        } catch (RuntimeException | Error e) {
            LOG.error("A {} worker could not open its interpreter.", pool.language(), e);
            if (work.begin()) {
                work.end();
                work.deliver(failure(e));
            }
            return;
        }
        current = work; // before it begins: whoever stops it from then on must find this worker
        if (work.begin()) {
            run(work, open);
        } else {
            current = null;
        }
    }

    private void run(Work work, Guest open) {
        BodyResult result = null;
        boolean broken = true;
        try {
            output.begin(work.tag());
            result = work.step().run(open, work.signal());
            broken = false;
        } catch (RuntimeException | Error e) {
            LOG.error("A {} interpreter failed; its worker gets a new one.", pool.language(), e);
            result = failure(e);
        } finally {
            boolean stopped = work.end();
            output.end();
            current = null;
            work.deliver(result != null ? result : new BodyResult.Failed("The worker's thread ended unexpectedly."));
            if (stopped) {
                awaitStopper(work);
            }
            if (stopped || broken) {
                closeGuest();
            }
        }
    }

    private BodyResult failure(Throwable e) {
        return new BodyResult.Failed("The " + pool.language() + " interpreter itself failed: " + e
                + "\nThe host's log has the details; the worker gets a new interpreter.");
    }

    private void awaitStopper(Work work) {
        try {
            work.stopperGone().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            LOG.warn(
                    "The stop of {} did not end in time: {}",
                    work.tag().logger().getName(),
                    e.toString());
        }
        // An interrupt of the interpreter may leave the thread's own flag behind; the next work must not see it.
        if (Thread.interrupted()) {
            LOG.debug("Cleared a left-over thread interrupt.");
        }
    }
}

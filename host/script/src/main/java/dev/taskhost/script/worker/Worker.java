package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one interpreter, in which one body runs and others wait. It opens the interpreter when it first needs it,
 * and a new one when the scripts have changed, when an interrupt went through the old one (it leaves locks in an unknown
 * state), or when the interpreter itself failed; but never while a body waits in it.
 */
final class Worker implements Runnable, Waiting {
    /** Deep recursion is the script's to handle, with RecursionError, before the thread's stack is at its end. */
    private static final long STACK_BYTES = 16L << 20;

    /** A step that takes longer holds up the others. */
    private static final Duration LONG_STEP = Duration.ofMillis(250);

    private static final Duration ONE_INTERRUPT = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Pool pool;
    private final Thread thread;
    private final Output output = new Output();
    private final Stage stage = new Stage();
    private final Bell bell = new Bell();
    private volatile @Nullable Work current;
    private final Map<Long, Work> waiting = new ConcurrentHashMap<>();
    private final Map<Long, Boolean> cancels = new ConcurrentHashMap<>(); // id -> hard
    private volatile @Nullable Guest guest;
    private volatile long generation;
    private volatile boolean abandoned;
    private volatile boolean tainted;
    private volatile boolean held;
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

    Stage stage() {
        return stage;
    }

    Bell bell() {
        return bell;
    }

    /** How many bodies wait in its interpreter. */
    int waiters() {
        return waiting.size();
    }

    List<Work> waiting() {
        return List.copyOf(waiting.values());
    }

    /** Whether a body that holds it for long at a time waits in it: it takes no other. */
    boolean isHeld() {
        return held;
    }

    /** Whether its interpreter may take nothing more: an interrupt went through it. */
    boolean isTainted() {
        return tainted;
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
            endAll("The worker's thread ended unexpectedly.");
            closeGuest();
            pool.left(this);
        }
    }

    private boolean next() {
        switch (pool.take(this)) {
            case Turn.Serve(Work work) -> serve(work);
            case Turn.Attend() -> attend();
            case Turn.Refresh() -> {
                closeGuest();
                warm();
            }
            case Turn.Leave() -> {
                return false;
            }
        }
        return true;
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
        if (open != null && (!waiting.isEmpty() || !isStale(pool.generation()))) {
            return open;
        }
        closeGuest();
        generation = pool.generation();
        long start = System.nanoTime();
        open = pool.open(output, this);
        guest = open;
        LOG.debug("Opened a {} interpreter in {} ms.", pool.language(), (System.nanoTime() - start) / 1_000_000);
        return open;
    }

    private void closeGuest() {
        Guest open = guest;
        guest = null;
        tainted = false;
        cancels.clear();
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
            if (work.begin(this)) {
                finish(work, failure(e));
            }
            return;
        }
        if (!work.begin(this)) {
            return;
        }
        current = work;
        output.begin(work.id(), work.tag());
        stepping(work.id());
        try {
            Optional<BodyResult> result = work.step().run(open, work.id(), work.signal());
            leave();
            if (result.isEmpty()) {
                waiting.put(work.id(), work);
            }
            held |= pool.stepped(work, result.isEmpty());
            result.ifPresent(now -> finish(work, now));
        } catch (RuntimeException | Error e) {
            leave();
            waiting.put(work.id(), work);
            broken(e);
        }
    }

    private void leave() {
        current = null;
        stage.enter(0);
        output.on(0);
        tainted |= stage.takeHit() != 0;
        if (Thread.interrupted()) {
            LOG.debug("Cleared a left-over thread interrupt.");
        }
    }

    /** Lets those who wait go on, until somebody rings. */
    private void attend() {
        Guest open = guest;
        if (open == null) {
            endAll("The interpreter is closed.");
            return;
        }
        try {
            for (Long id : List.copyOf(cancels.keySet())) {
                open.cancel(id, Boolean.TRUE.equals(cancels.remove(id)));
            }
            if (!waiting.isEmpty()) {
                open.turn();
            }
            leave();
        } catch (RuntimeException | Error e) {
            Work hit = waiting.get(stage.takeHit());
            leave();
            if (hit == null) {
                broken(e);
            } else {
                tainted = true;
                ended(hit.id(), Trouble.stopped(open.recover(hit.id())));
            }
        }
    }

    private void broken(Throwable e) {
        LOG.error("A {} interpreter failed; its worker gets a new one.", pool.language(), e);
        waiting().forEach(work -> ended(work.id(), failure(e)));
        closeGuest();
    }

    private BodyResult failure(Throwable e) {
        return new BodyResult.Failed("The " + pool.language() + " interpreter itself failed: " + e
                + "\nThe host's log has the details; the worker gets a new interpreter.");
    }

    /** Asks everything in its interpreter to stop. */
    void stopAll() {
        Work now = current;
        if (now != null) {
            now.stop();
        }
        waiting().forEach(Work::stop);
        bell.ring();
    }

    /** Ends all who wait, whatever they do. */
    void endAll(String why) {
        waiting().forEach(work -> ended(work.id(), new BodyResult.Failed(why)));
    }

    private void finish(Work work, BodyResult result) {
        work.end();
        output.end(work.id());
        work.deliver(result);
    }

    /** Whether this is what its interpreter is at. */
    boolean isOn(Work work) {
        return stage.id() == work.id();
    }

    /** Tries once to stop what it has begun; on a thread of its own. */
    void stop(Work work, boolean hard) {
        Guest open = guest;
        if (open == null
                || stage.interrupt(work.id(), () -> interrupt(open, work))
                || !waiting.containsKey(work.id())) {
            return;
        }
        cancels.merge(work.id(), hard, Boolean::logicalOr);
        bell.ring();
    }

    /** For how long somebody else has been on. */
    boolean isHeldFor(Duration time) {
        return stage.nanos() > time.toNanos();
    }

    private static void interrupt(Guest open, Work work) {
        try {
            open.interrupt(ONE_INTERRUPT);
        } catch (TimeoutException stillRunning) {
            LOG.debug(
                    "{} still runs {} ms after an interrupt.",
                    work.tag().logger().getName(),
                    ONE_INTERRUPT.toMillis());
        } catch (IllegalStateException closed) {
            LOG.debug(
                    "The interpreter of {} is closed already.",
                    work.tag().logger().getName());
        }
    }

    @Override
    public boolean await(Duration time) {
        return bell.await(time);
    }

    @Override
    public boolean awaitWanted(Duration time) {
        return bell.awaitRing(time);
    }

    @Override
    public void wake() {
        bell.wake();
    }

    @Override
    public void stepping(long id) {
        Work before = waiting.get(stage.id());
        if (before != null && stage.nanos() > LONG_STEP.toNanos()) {
            held |= pool.blocked(before);
        }
        stage.enter(id);
        output.on(id);
    }

    @Override
    public void ended(long id, BodyResult result) {
        Work work = waiting.remove(id);
        if (waiting.isEmpty()) {
            held = false;
        }
        if (work != null) {
            finish(work, result);
        }
    }

    @Override
    public void printed(long id, boolean error, String text) {
        output.printed(id, error, text);
    }
}

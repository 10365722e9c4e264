package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's interpreter and the bodies in it: one that runs, and those that wait. What it opens, serves and closes is for the
 * worker's thread; what looks and stops, for all.
 */
final class Interpreter {
    /** A step that takes longer holds up the others. */
    private static final Duration LONG_STEP = Duration.ofMillis(250);

    /** A step that is not over so long after the stop is interrupted; else its body can be asked, which spares the interpreter. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private static final Duration THREADS_END = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);

    private final Pool pool;
    private final Allocations allocations;
    private final Slot slot;
    private final Output output = new Output();
    private final Stage stage = new Stage();
    private final Present present = new Present();
    private final Bell bell = new Bell();
    private final Map<Long, Boolean> cancels = new ConcurrentHashMap<>(); // id -> hard
    private final Children children;
    private final Whose whose;
    private volatile boolean tainted;
    private volatile boolean threads; // stopped bodies may have left some
    private volatile boolean held;

    Interpreter(Pool pool, Thread worker, Allocations allocations) {
        this.pool = pool;
        this.allocations = allocations;
        this.slot = new Slot(pool, of -> pool.open(of, output, new Link(this, bell, output)));
        this.whose = new Whose(worker, stage, slot, present);
        this.children = new Children(whose::guessed, output);
    }

    /**
     * Opens it unless it is open; a new one where the scripts are older than that, but never while a body waits in the old one.
     */
    Guest open(long generation) {
        Guest open = slot.get();
        if (open != null && (present.waiters() > 0 || slot.generation().number() >= generation)) {
            return open;
        }
        close(true);
        return slot.open();
    }

    /** As {@link #open}, one in which nothing of a script was ever loaded. */
    Guest openFresh() {
        Guest open = slot.get();
        if (open != null && open.isUsed()) {
            close(true);
        }
        return open(pool.scripts().current().number());
    }

    /** Frees it, as {@link Slot#close} says. */
    void close(boolean inOrder) {
        tainted = false;
        threads = false;
        cancels.clear();
        children.awaitKilled();
        slot.close(inOrder);
    }

    /** Does what has begun, up to its end or until it waits. */
    void serve(Guest open, Work work) {
        present.runs(work);
        work.runsOn(slot.generation().label());
        output.begin(work.id(), work.tag());
        allocations.begin(work.id());
        stepping(work.id());
        tainted |= work.request().fresh();
        try {
            Optional<BodyResult> result = work.request().step().run(open, work.id(), work.signal());
            if (result.isEmpty()) {
                present.waits(work);
            }
            leave();
            Manner manner = pool.learn(work, habits -> habits.stepped(work.function(), result.isEmpty()));
            held |= result.isEmpty()
                    && (manner == Manner.BLOCKS || work.request().fresh());
            if (result.isEmpty() && present.waiters() == 1) {
                pool.spare();
            }
            result.ifPresent(now -> finish(work, now));
        } catch (RuntimeException | Error e) {
            present.waits(work);
            leave();
            broken(e);
        }
    }

    private void leave() {
        present.left();
        enter(0);
        tainted |= stage.takeHit() != 0;
        if (Thread.interrupted()) {
            LOG.debug("Cleared a left-over thread interrupt.");
        }
    }

    /** Lets those who wait go on, until the bell rings. */
    void attend() {
        Guest open = slot.get();
        if (open == null) {
            endAll("The interpreter is closed.");
            return;
        }
        try {
            for (Long id : List.copyOf(cancels.keySet())) {
                open.cancel(id, Boolean.TRUE.equals(cancels.remove(id)));
                present.waiting(id).ifPresent(Work::told);
            }
            if (present.waiters() > 0) {
                open.turn();
            }
            leave();
        } catch (RuntimeException e) {
            Optional<Work> hit = present.waiting(stage.takeHit());
            leave();
            hit.ifPresentOrElse(work -> recover(open, work, e), () -> broken(e));
        } catch (Error e) {
            leave();
            broken(e);
        }
    }

    private void recover(Guest open, Work hit, RuntimeException thrown) {
        tainted = true;
        ended(hit.id(), open.recover(hit.id(), thrown));
    }

    private void broken(Throwable e) {
        LOG.error("A {} interpreter failed; its worker gets a new one.", pool.language(), e);
        present.waiting().forEach(work -> ended(work.id(), Trouble.ofInterpreter(pool.language(), e)));
        close(true);
    }

    private void finish(Work work, BodyResult result) {
        if (result instanceof BodyResult.Stopped) {
            children.kill(work.id());
            threads = true;
        } else {
            children.release(work.id());
        }
        slot.ended(result);
        work.end();
        output.end(work.id());
        allocations.end(work.id());
        work.deliver(result);
    }

    /** Which scripts it has. */
    Slot slot() {
        return slot;
    }

    /**
     * Ends the threads that stopped bodies have left; by the worker's thread, outside the interpreter. Where others wait whose
     * threads an interrupt would meet as well, they go on until the last of those has ended.
     */
    void endThreads() {
        Guest open = slot.get();
        if (!threads || open == null || tainted) {
            return; // what is tainted is closed with all its threads, once nobody waits in it
        }
        threads = false;
        try {
            tainted = switch (open.threads()) {
                case NONE -> false;
                case OF_STOPPED -> present.waiters() == 0 || !open.endThreads(THREADS_END);
                case OF_OTHERS -> true;
            };
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    /** Whether it may take nothing more: it is in an unknown state, as after an interrupt, or was one execution's own. */
    boolean isTainted() {
        return tainted;
    }

    /** Whether a body that holds it for long at a time waits in it: it takes no other. */
    boolean isHeld() {
        return held;
    }

    /** The bodies in it. */
    Present present() {
        return present;
    }

    /** For whom threads inside work. */
    Whose whose() {
        return whose;
    }

    Bell bell() {
        return bell;
    }

    Stage stage() {
        return stage;
    }

    /** What bodies in it have started. */
    Children children() {
        return children;
    }

    Allocations allocations() {
        return allocations;
    }

    /** Asks everything in it to stop. */
    void stopAll() {
        present.stop();
        bell.ring();
    }

    /** Ends all who wait, whatever they do. */
    void endAll(String why) {
        present.waiting().forEach(work -> ended(work.id(), new BodyResult.Failed(why)));
    }

    /**
     * Asks what has begun to stop.
     *
     * @param since how long ago that was asked for first
     * @param hard as {@link Guest#cancel}
     * @return whether only an interrupt helps
     */
    boolean asked(Work work, Duration since, boolean hard) {
        if (stage.isOn(work)) {
            return since.compareTo(PATIENCE) > 0 && stage.isHeldFor(PATIENCE);
        }
        if (present.waiting(work.id()).isPresent()) {
            cancels.merge(work.id(), hard, Boolean::logicalOr);
            bell.ring();
        }
        return false;
    }

    /** Interrupts what has begun, once, if it is on; blocks for a moment. */
    void interrupt(Work work) {
        Guest open = slot.get();
        if (open != null) {
            stage.interrupt(work.id(), () -> Interruption.send(open, work));
        }
    }

    /** As {@link Waiting#stepping}. */
    void stepping(long id) {
        if (stage.isHeldFor(LONG_STEP)) {
            present.waiting(stage.id()).ifPresent(before -> held |= blocks(before));
        }
        enter(id);
    }

    private boolean blocks(Work work) {
        return pool.learn(work, habits -> habits.blocked(work.function())) == Manner.BLOCKS;
    }

    private void enter(long id) {
        stage.enter(id);
        allocations.enter(id);
        output.on(id);
    }

    /** As {@link Waiting#ended}. */
    void ended(long id, BodyResult result) {
        Optional<Work> work = present.ended(id);
        if (present.waiters() == 0) {
            held = false;
        }
        work.ifPresent(now -> finish(now, result));
    }
}

package dev.taskhost.script.worker;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.service.Services;
import dev.taskhost.script.catalog.Generation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one language and their common queue. Workers are started as calls need them. Bodies that wait share a
 * worker, any number of them; all others have one to themselves. Thread-safe.
 */
public final class Pool implements AutoCloseable {
    private final String name;
    private final GuestFactory factory;
    private final Duration idleFor;
    private final Services services;
    private final Guarded guarded = new Guarded();
    private final Condition changed = guarded.condition();
    private final WorkQueue queue = new WorkQueue();
    private final OpenInterpreters interpreters = new OpenInterpreters();
    private final Crew crew;
    private final Staffing staffing;
    private final Renewal renewal;
    private final Stopper stopper;
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private final Succession scripts;
    private boolean closed;

    /**
     * A pool without any worker yet.
     *
     * @param name what its threads are called, and a number
     * @param generation the scripts of the first interpreters
     * @param size most workers that have one body to themselves; as many again may be shared by bodies that wait
     * @param stopGrace how long a running body is interrupted before its thread is abandoned
     * @param idleFor after that long without work a worker ends, unless it is the last
     * @param services what the host lends to bodies
     * @param clock looks after calls that were left waiting; stays the caller's, to shut down after {@link #close}
     */
    public Pool(
            String name,
            GuestFactory factory,
            Generation generation,
            int size,
            Duration stopGrace,
            Duration idleFor,
            Services services,
            ScheduledExecutorService clock) {
        this.name = name;
        this.factory = factory;
        this.scripts = new Succession(generation);
        this.crew = new Crew(size, Staffing.PROMPT);
        this.staffing = new Staffing(this, crew, queue, guarded.condition(), this::unlessClosed, clock);
        this.renewal = new Renewal(scripts, crew, staffing, factory.opensSlowly());
        this.stopper = new Stopper(this, stopGrace);
        this.idleFor = idleFor;
        this.services = services;
    }

    /** What the host lends to bodies. */
    Services services() {
        return services;
    }

    /** What its threads are called, and a number. */
    String name() {
        return name;
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
        unlessClosed(staffing::startFirst);
        return ready;
    }

    /**
     * Tells that the scripts have changed: what has loaded nothing of it goes on, else idle workers renew their interpreter now,
     * others when nothing is left in it.
     */
    public void generation(Generation now) {
        guarded.change(() -> {
            renewal.become(now);
            queue.habits().forget();
            changed.signalAll();
            crew.all().forEach(worker -> worker.interpreter().bell().ring());
        });
    }

    /** For a while from now on, an interpreter is open beside the others that can go on with any change, if opening takes long. */
    public void expectChanges() {
        unlessClosed(renewal::expectChanges);
    }

    /**
     * Opens an interpreter for scripts that are soon in charge, where one that is open would have to be renewed; all go on until then.
     *
     * @param next what {@link #generation(Generation)} will tell; what is in charge takes it back
     * @return completes when it is open or has failed to open; at once where none is wanted
     */
    public CompletableFuture<@Nullable Void> prepare(Generation next) {
        return guarded.locked(() -> closed ? CompletableFuture.completedFuture(null) : renewal.prepare(next));
    }

    /** Which ones its interpreters have. */
    Succession scripts() {
        return scripts;
    }

    /** How much waits for a worker. */
    public int queued() {
        return guarded.locked(queue::size);
    }

    /** Whether what is queued now would begin soon. */
    public boolean hasRoom() {
        return guarded.locked(queue::hasRoom);
    }

    /** Counts what is open. */
    public OpenInterpreters interpreters() {
        return interpreters;
    }

    /** How many threads were given up because nothing could interrupt what they do. */
    public int abandoned() {
        return guarded.locked(crew::givenUp);
    }

    private void unlessClosed(Runnable change) {
        guarded.change(() -> {
            if (!closed) {
                change.run();
            }
        });
    }

    /**
     * Queues something to do. Returns at once.
     *
     * @param done called exactly once, on a thread of the pool
     */
    RunningBody submit(Request request, Consumer<BodyResult> done) {
        Work work = new Work(this, request, done);
        return guarded.locked(() -> {
            String refusal = closed ? "The host is ending and starts nothing more." : queue.full(language());
            if (!refusal.isEmpty()) {
                work.refuse(refusal);
                return work;
            }
            queue.add(work);
            if (crew.size() == 0 || request.urgent()) {
                staffing.call();
            }
            changed.signal();
            return work;
        });
    }

    Guest open(Generation of, Output output, Waiting waiting) {
        return factory.open(of, output, waiting);
    }

    /** Waits for what the worker shall do next. */
    Turn take(Worker worker) {
        return guarded.locked(() -> {
            hasWarmed(worker);
            staffing.reserve().await(worker);
            Turn turn = crew.has(worker) ? next(worker) : new Turn.Leave();
            while (turn == null) {
                boolean goes = (staffing.isSurplus() || !idle()) && crew.size() > 1;
                turn = goes ? new Turn.Leave() : next(worker);
            }
            if (turn instanceof Turn.Leave) {
                crew.remove(worker);
                changed.signal(); // it may have been woken for something that another can do
            }
            return turn;
        });
    }

    /** Null when there is nothing to do. */
    private @Nullable Turn next(Worker worker) {
        if (worker.isAbandoned()) {
            return new Turn.Leave();
        }
        Interpreter interpreter = worker.interpreter();
        if (interpreter.present().waiters() > 0) {
            boolean takes = !closed && Crew.takesMore(worker);
            Work more = takes ? queue.forShared(crew.isFullOfShared()) : null;
            interpreter.bell().clear();
            return more == null ? new Turn.Attend() : new Turn.Serve(more);
        }
        if (closed || crew.isTooLarge()) {
            return new Turn.Leave();
        }
        boolean stale = interpreter.slot().isStale() && !interpreter.slot().follow();
        if (interpreter.isTainted() || (stale && !crew.hasFresh())) {
            // On a thread of its own: what Python keeps for a thread keeps the whole interpreter as long as the thread
            // lives.
            staffing.start();
            return new Turn.Leave();
        }
        // While another opens the new scripts, one that has the old ones does what was asked of these.
        Work work = queue.forOwn(crew.openToAll() == null, interpreter.slot().latest());
        return work != null ? new Turn.Serve(work) : stale ? new Turn.Leave() : null;
    }

    /** Waits for something to do; false when nothing came for long. */
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    private boolean idle() {
        staffing.idle(1);
        try {
            // What is left to a shared worker is looked at again, as a body may hold that one meanwhile.
            long most = queue.hasShared() ? Crew.HELD_UP.toNanos() : idleFor.toNanos();
            return changed.awaitNanos(most) > 0 || most < idleFor.toNanos();
        } catch (InterruptedException e) {
            return true; // an interrupt that was meant for a body
        } finally {
            staffing.idle(-1);
        }
    }

    private void hasWarmed(Worker worker) {
        if (staffing.hasWarmed(worker)) {
            var awaited = scripts.opened(worker.interpreter().slot().generation());
            stopper.background(() -> awaited.complete(null));
            stopper.background(() -> ready.complete(null));
        }
    }

    /** Something was seen of a body's function; answers how it is taken from now on. */
    Manner learn(Work work, Consumer<Habits> seen) {
        return guarded.locked(() -> {
            boolean other = queue.learn(work.function(), seen);
            if (other && queue.size() > 0 && !closed) {
                staffing.call();
                changed.signalAll();
            }
            return queue.habits().of(work.function());
        });
    }

    /** A worker is shared from now on. */
    void spare() {
        unlessClosed(staffing::spare);
    }

    void forget(Work work) {
        guarded.change(() -> queue.remove(work));
    }

    /** A worker was given up: another takes its place. */
    void replace(Worker worker) {
        guarded.change(() -> crew.giveUp(worker));
        unlessClosed(staffing::start);
    }

    Stopper stopper() {
        return stopper;
    }

    void left(Worker worker) {
        guarded.change(() -> {
            hasWarmed(worker);
            staffing.left(worker);
        });
        unlessClosed(staffing::callIfQueued);
    }

    /** Stops everything: what is queued never starts, what runs is interrupted. Takes {@code stopGrace} and a second at most. */
    @Override
    public void close() {
        List<Worker> running = guarded.locked(() -> {
            closed = true;
            changed.signalAll();
            return staffing.end();
        });
        guarded.locked(queue::all).forEach(Work::stop);
        running.forEach(worker -> worker.interpreter().stopAll());
        Worker.join(running, stopper.grace().plusSeconds(1));
        stopper.close();
    }
}

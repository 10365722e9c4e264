package dev.taskhost.core.engine;

import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.engine.Inbox.Message;
import dev.taskhost.core.engine.SchedulerEvent.Fault;
import dev.taskhost.core.engine.SchedulerEvent.OutputFailed;
import dev.taskhost.core.output.OutputFlusher;
import dev.taskhost.core.progress.ProgressFlusher;
import dev.taskhost.core.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One host's engine, to be driven: by threads in {@code dev.taskhost.core.Scheduler}, by hand in tests. Five parts, each
 * confined to one thread at a time: {@link #look}, {@link #beat}, {@link #prune}, {@link #flushOutput} and {@link #step}; what is written goes to
 * two more threads.
 */
public final class Engine {
    private final SyncedClock clock;
    private final Inbox inbox = new Inbox();
    private final Pause betweenLooks = new Pause();
    private final LeaseHolder lease;
    private final Watch watch;
    private final QueueWatch queueWatch;
    private final Heartbeat heartbeat;
    private final Pruner pruner;
    private final OutputFlusher output;
    private final ProgressFlusher progress;
    private final Cycle cycle;
    private volatile int running;

    /**
     * @param nanoTime a clock for durations that goes on while this process is frozen, as {@link System#nanoTime}
     * @param writerThreads make the writes, two at a time at most; threads of their own, as the database may be slow
     * @param events is told what happens; it must not block, and what it throws is a fault of its own
     */
    public Engine(
            SchedulerSettings settings,
            Stores stores,
            BodyLookup bodies,
            SyncedClock clock,
            LongSupplier nanoTime,
            TraceIds traceIds,
            Executor writerThreads,
            Consumer<SchedulerEvent> events) {
        this.clock = clock;
        this.lease = new LeaseHolder(stores.nodes(), settings, nanoTime, events);
        this.output =
                new OutputFlusher(stores.outputs(), settings.outputBytes(), failure -> events.accept(told(failure)));
        this.progress = stores.progress();
        EngineParts parts = new EngineParts(
                settings,
                stores,
                bodies,
                clock,
                new ClockSync(stores.nodes(), clock, nanoTime, events),
                traceIds,
                lease,
                inbox,
                new Wanted(),
                betweenLooks,
                new Availability(clock, events),
                output,
                writerThreads,
                events);
        this.watch = new Watch(parts);
        this.queueWatch = new QueueWatch(parts);
        this.pruner = new Pruner(stores.retention(), stores.nodes()::now, settings, events);
        this.cycle = new Cycle(parts);
        this.heartbeat = new Heartbeat(parts, () -> running);
    }

    /**
     * Reads the task table and the queue for the next step; a database that is away is told as an event.
     *
     * @return false when it has to be called again soon, as the engine has not come to what was read before
     */
    public boolean look() {
        boolean looked = watch.look();
        queueWatch.look();
        return looked;
    }

    /** Reads only what waits in the queue and what is to stop. Thread-safe. */
    public void lookAtQueue() {
        queueWatch.look();
    }

    /**
     * Waits until the next {@link #look} is due: at most this long, and shorter when there is more to read already, or
     * {@link #lookSoon} is called.
     *
     * @return false once {@link #endLooks} was called
     */
    public boolean awaitLook(Duration atMost) throws InterruptedException {
        return betweenLooks.await(atMost);
    }

    /** Has the next look made at once, or nearly. Thread-safe. */
    public void lookSoon() {
        betweenLooks.cut();
    }

    /** Looks are not needed any more. Thread-safe. */
    public void endLooks() {
        betweenLooks.end();
    }

    /** True when the last {@link #look} has left something to be read at once; for tests, which do not wait. */
    public boolean hasMoreToRead() {
        return betweenLooks.isCut();
    }

    /** Renews the lease (the first time: joins) and recovers what dead hosts left; errors as above. */
    public void beat() {
        heartbeat.beat();
    }

    /** Removes old executions, should that be due; takes as long as that takes. Errors as above. */
    public void prune() {
        pruner.prune();
    }

    /** Stores what running executions have printed, and how far they say they are; does nothing when that is nothing new. Errors as above. */
    public void flushOutput() {
        output.flush();
        progress.flush();
    }

    private static SchedulerEvent told(RuntimeException failure) {
        return failure instanceof StoreException
                ? new OutputFailed(String.valueOf(failure.getMessage()))
                : new Fault("storing output", failure);
    }

    /**
     * Does what is to be done now, without waiting.
     *
     * @return when there is something to do again if nothing comes in, epoch milliseconds
     */
    public long step() {
        return step(inbox.take());
    }

    /**
     * Waits for something to come in, until {@code until} (epoch milliseconds) or {@code atMostMillis} have passed,
     * and steps.
     *
     * @return as {@link #step}
     */
    public long step(long until, long atMostMillis) throws InterruptedException {
        long wait = Math.clamp(until - clock.millis(), 0, atMostMillis);
        return step(inbox.await(wait));
    }

    private long step(List<Message> messages) {
        long next = cycle.step(messages);
        running = cycle.running();
        return next;
    }

    /** Tells how full this host's heap is: should it be too full, the greediest execution is ended. Thread-safe. */
    public void heap(HeapReading reading) {
        inbox.put(new Message.Heap(reading));
    }

    /** Tells the engine to end: nothing starts any more, what runs is drained. Thread-safe. */
    public void drain() {
        pruner.end();
        inbox.put(new Message.Drain());
    }

    /** True once the engine was told to end, nothing runs, and everything is recorded. Of the stepping thread. */
    public boolean drained() {
        return cycle.drained();
    }

    /** Leaves the database's list of hosts; to be called once drained. May throw what the store's ports throw. */
    public void leave() {
        lease.leave();
    }

    /** How many executions were claimed or ran after the last step. Thread-safe. */
    public int running() {
        return running;
    }

    /** True when something waits to be looked at by the next step; for tests that wait on events. Thread-safe. */
    public boolean hasNews() {
        return inbox.hasMessages();
    }
}

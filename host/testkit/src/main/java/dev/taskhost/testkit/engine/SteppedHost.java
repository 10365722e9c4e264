package dev.taskhost.testkit.engine;

import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.engine.Engine;
import dev.taskhost.core.engine.HeapReading;
import dev.taskhost.core.engine.SchedulerEvent;
import dev.taskhost.core.engine.SchedulerSettings;
import dev.taskhost.core.engine.Stores;
import dev.taskhost.core.engine.SyncedClock;
import dev.taskhost.core.engine.TraceIds;
import dev.taskhost.core.progress.ProgressFlusher;
import dev.taskhost.core.store.NodeInfo;
import dev.taskhost.core.store.Nodes;
import dev.taskhost.core.task.Keep;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.trigger.CronDialect;
import dev.taskhost.testkit.SettableClock;
import dev.taskhost.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A host without threads: it does something when the test says so, by the test's clock. Confined to one thread. */
public final class SteppedHost {
    private final SettableClock clock;
    private final Engine engine;
    private final ProgressFlusher progress;
    private final List<SchedulerEvent> events = new ArrayList<>();
    private final Deque<Runnable> writes = new ArrayDeque<>();
    private boolean held;
    private long steadyNanos;

    /**
     * A host on a store; it joins with its first step.
     *
     * @param clock the true time, which the database has too
     * @param lookAhead how long before its fire time an execution may be claimed
     * @param ahead by how much this host's own clock is ahead of the true time
     */
    public SteppedHost(
            NodeInfo self,
            StoreUnderTest store,
            SettableClock clock,
            TestBodies bodies,
            Duration lookAhead,
            Duration ahead) {
        this.clock = clock;
        SchedulerSettings settings = new SchedulerSettings(
                self,
                new TaskDefaults(
                        ZoneOffset.UTC,
                        CronDialect.STANDARD,
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        new Keep(10_000, 30)),
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                lookAhead,
                Duration.ofSeconds(3),
                Duration.ofSeconds(15),
                Duration.ZERO,
                10_000);
        this.progress = new ProgressFlusher(
                store.progress(), failure -> events.add(new SchedulerEvent.Fault("storing progress", failure)));
        Nodes nodes = new NodesOnClock(store.nodes(), clock);
        this.engine = new Engine(
                settings,
                new Stores(
                        store.tasks(),
                        store.ledger(),
                        store.queue(),
                        nodes,
                        store.retention(),
                        store.outputs(),
                        progress),
                new BodyLookup(List.of(bodies)),
                new SyncedClock(() -> clock.instant().plus(ahead)),
                () -> steadyNanos,
                TraceIds.random(),
                write -> {
                    writes.add(write);
                    if (!held) {
                        release();
                    }
                },
                events::add);
    }

    /** This host alone does not notice that time passes: it was frozen. */
    public SteppedHost frozenFor(Duration time) {
        clock.advance(time);
        steadyNanos += time.toNanos();
        return this;
    }

    /** Looks at the tables and does all there is to do now, results of bodies included. */
    public SteppedHost settle() {
        do {
            engine.look();
            step();
        } while (engine.hasMoreToRead() && heard());
        return this;
    }

    private boolean heard() {
        try {
            engine.awaitLook(Duration.ZERO);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Moves the clock on, then {@link #settle}s. */
    public SteppedHost settleAfter(Duration time) {
        clock.advance(time);
        return settle();
    }

    /** Does all there is to do now, without a look at the tables. */
    public SteppedHost step() {
        do {
            engine.step();
        } while (engine.hasNews());
        return this;
    }

    /** From now on writes are not made: the host was frozen, or its database is slow. */
    public SteppedHost hold() {
        held = true;
        return this;
    }

    /** Makes the writes that were held; their answers are there for the next step. */
    public SteppedHost release() {
        held = false;
        while (!writes.isEmpty()) {
            writes.remove().run();
        }
        return this;
    }

    /** Beats once. */
    public SteppedHost beat() {
        engine.beat();
        return this;
    }

    /** Tells it how full its heap is, and does what follows. */
    public SteppedHost heap(HeapReading reading) {
        engine.heap(reading);
        return settle();
    }

    /** Removes old executions, should that be due. */
    public SteppedHost prune() {
        engine.prune();
        return this;
    }

    /** Takes what bodies say of how far they are. */
    public ProgressFlusher progress() {
        return progress;
    }

    /** Stores what running executions have printed, and how far they are. */
    public SteppedHost flushOutput() {
        engine.flushOutput();
        return this;
    }

    /** Tells it to end. */
    public SteppedHost drain() {
        engine.drain();
        return step();
    }

    /** Whether it has ended. */
    public boolean drained() {
        return engine.drained();
    }

    /** Leaves the list of hosts. */
    public void leave() {
        engine.leave();
    }

    /** What it told so far of one kind. */
    public <E extends SchedulerEvent> List<E> told(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}

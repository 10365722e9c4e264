package dev.taskhost.core;

import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.engine.Engine;
import dev.taskhost.core.engine.HeapReading;
import dev.taskhost.core.engine.SafeEvents;
import dev.taskhost.core.engine.SchedulerEvent;
import dev.taskhost.core.engine.SchedulerSettings;
import dev.taskhost.core.engine.Stores;
import dev.taskhost.core.engine.SyncedClock;
import dev.taskhost.core.engine.TraceIds;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.store.Wake;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the tasks of a database on this host: an {@link Engine} with its seven threads. Started once, closed once.
 * Thread-safe.
 */
public final class Scheduler implements AutoCloseable {
    private static final long LONGEST_WAIT_MILLIS = 1_000; // also bounds how late a jump of the clock is noticed
    private static final Duration PRUNE_CHECK = Duration.ofMinutes(1);
    private static final Duration OUTPUT_EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSE_MARGIN = Duration.ofSeconds(5);

    private final Engine engine;
    private final SchedulerSettings settings;
    private final Consumer<SchedulerEvent> events;
    private final ExecutorService writers = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().name("taskhost-writer-", 1).factory());
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch drained = new CountDownLatch(1);

    /**
     * @param wake cuts the pause between two looks at the task table short; stays the caller's to close
     * @param events is told what happens, on the scheduler's threads; must not block. What it throws is caught.
     */
    public Scheduler(
            SchedulerSettings settings,
            Stores stores,
            BodyLookup bodies,
            SyncedClock clock,
            Wake wake,
            Consumer<SchedulerEvent> events) {
        this.settings = settings;
        this.events = new SafeEvents(events);
        this.engine =
                new Engine(settings, stores, bodies, clock, System::nanoTime, TraceIds.random(), writers, this.events);
        wake.onWake(engine::lookSoon);
    }

    /** Starts. The database may still be away: what has to be done then waits for it. */
    public void start() {
        thread("taskhost-heartbeat", () -> repeat(engine::beat, settings.heartbeat()));
        thread("taskhost-pruner", () -> repeat(engine::prune, PRUNE_CHECK));
        thread("taskhost-output", () -> repeat(engine::flushOutput, OUTPUT_EVERY));
        thread("taskhost-watch", this::watch);
        // Beside the looks: what is asked of the queue is cheap, and somebody waits for a stop.
        thread(
                "taskhost-queue",
                () -> repeat(engine::lookAtQueue, settings.watchEvery().dividedBy(2)));
        thread("taskhost-engine", this::run);
    }

    /** Tells how full this host's heap is, as {@link Engine#heap}. */
    public void heap(HeapReading reading) {
        engine.heap(reading);
    }

    /** Ends as {@link #drain} does. */
    @Override
    public void close() {
        drain();
    }

    /**
     * Ends: nothing starts any more, running executions get {@code drain}, then they are interrupted; what ended is
     * recorded.
     *
     * @return false when not everything could be recorded (the database is away): it will be found {@code lost} later
     */
    public boolean drain() {
        engine.drain();
        Duration longest = settings.drain().plus(settings.stopGrace()).plus(CLOSE_MARGIN);
        try {
            return drained.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            ending.countDown();
            engine.endLooks();
            writers.shutdown();
        }
    }

    private void run() {
        try {
            long next = 0;
            while (!engine.drained() && ending.getCount() > 0) {
                next = engine.step(next, LONGEST_WAIT_MILLIS);
            }
            if (engine.drained()) {
                engine.flushOutput(); // what could not be stored as its execution ended
                engine.leave();
                drained.countDown();
            }
        } catch (StoreException e) {
            // Everything is recorded; only the word of leaving is missing, and the lease runs out by itself.
            events.accept(new SchedulerEvent.Fault("leaving the list of hosts", e));
            drained.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            do {
                if (!engine.look()) {
                    engine.lookSoon(); // what this look was for is still to be seen
                }
            } while (engine.awaitLook(settings.watchEvery()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat(Runnable work, Duration every) {
        try {
            do {
                work.run();
            } while (!ending.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void thread(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }
}

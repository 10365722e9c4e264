package dev.taskhost.core.engine;

import dev.taskhost.core.engine.SchedulerEvent.ClockOff;
import dev.taskhost.core.store.Nodes;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Measures how far this host's clock and the database's are apart. Thread-safe. */
final class ClockSync {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final int TRIES = 20;
    private static final Duration GOOD = Duration.ofMillis(20);

    private final Nodes nodes;
    private final SyncedClock clock;
    private final LongSupplier nanoTime;
    private final Consumer<SchedulerEvent> events;
    private Measurement last = new Measurement(Duration.ZERO, Duration.ZERO);
    private boolean measured;
    private boolean told;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    ClockSync(Nodes nodes, SyncedClock clock, LongSupplier nanoTime, Consumer<SchedulerEvent> events) {
        this.nanoTime = nanoTime;
        this.nodes = nodes;
        this.clock = clock;
        this.events = events;
    }

    /** Measures, unless that was done before: nothing is planned by a clock that nobody has compared. Throws what {@link Nodes} throws. */
    synchronized void measureFirst() {
        if (!measured) {
            measure();
        }
    }

    /**
     * Measures: the database's clock was read halfway between asking and its answer, give or take half of that. An answer may
     * take seconds, with a connection to be made on a busy machine, and then says next to nothing: where that would move our
     * clock, the best of several is taken. Throws what {@link Nodes} throws.
     */
    synchronized Measurement measure() {
        Measurement best = ask();
        for (int more = 1; more < TRIES && wouldMove(best) && best.uncertainty().compareTo(GOOD) > 0; more++) {
            Measurement next = ask();
            best = next.uncertainty().compareTo(best.uncertainty()) < 0 ? next : best;
        }
        take(best);
        return last;
    }

    private boolean wouldMove(Measurement measurement) {
        return !measured || clock.follows(measurement.offset(), measurement.uncertainty());
    }

    /** Our clock is read within what the time is taken of: however long the thread is held up, the uncertainty covers it. */
    private Measurement ask() {
        long began = nanoTime.getAsLong();
        long asked = clock.base().millis();
        long database = nodes.now();
        Duration half = Duration.ofNanos(nanoTime.getAsLong() - began).dividedBy(2);
        return new Measurement(Duration.ofMillis(asked - database).plus(half), half.plusMillis(1));
    }

    private void take(Measurement measurement) {
        last = measurement;
        clock.measured(last.offset(), last.uncertainty());
        measured = true;
        tell();
    }

    private void tell() {
        boolean off = last.offset().abs().compareTo(LIMIT) > 0;
        if (off && !told) {
            events.accept(new ClockOff(last.offset().toMillis()));
        }
        told = off;
    }

    /**
     * What was measured.
     *
     * @param offset by how much this host's clock is ahead
     * @param uncertainty how wrong that may be
     */
    record Measurement(Duration offset, Duration uncertainty) {}
}

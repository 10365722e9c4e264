package dev.taskhost.core.engine;

import dev.taskhost.core.engine.Greed.Choice;
import dev.taskhost.core.engine.SchedulerEvent.Execution;
import dev.taskhost.core.engine.SchedulerEvent.HeapExhausted;
import dev.taskhost.core.engine.SchedulerEvent.HeapFull;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends executions for the heap's sake, the greediest first and one at a time: while one is being ended, and for a moment after,
 * nothing is judged, as what it held is freed by the next collection only. Confined to the engine's thread.
 */
final class HeapGuard {
    /** Who has allocated less than this part of the heap since it began cannot be what fills it. */
    private static final int LEAST_PART = 100;

    private static final long LONGEST_END_MILLIS = 10_000;
    private static final long AFTER_END_MILLIS = 300;

    /** So many readings at the brim in a row, with nothing left to end, are the end. */
    private static final int BRIM_READINGS = 3;

    private final Runs runs;
    private final InstantSource clock;
    private final Consumer<SchedulerEvent> events;
    private final Greed greed = new Greed();
    private long ending; // the execution that is being ended; 0 for none
    private long endingSince;
    private long endedAt = Long.MIN_VALUE / 2;
    private boolean told;
    private int brimReadings;

    HeapGuard(Runs runs, InstantSource clock, Consumer<SchedulerEvent> events) {
        this.runs = runs;
        this.clock = clock;
        this.events = events;
    }

    /** Takes a reading, and acts on it. */
    void take(HeapReading reading) {
        long now = clock.millis();
        Map<Long, Long> allocated = runs.allocated();
        if (!reading.isOver()) {
            told &= !reading.full();
            brimReadings = reading.full() ? 0 : brimReadings;
        } else if (!awaitsEnd(now)) {
            judge(reading, now, allocated);
        }
        greed.note(now, reading.used(), allocated);
    }

    private boolean awaitsEnd(long now) {
        if (ending != 0 && runs.runs(ending) && Math.abs(now - endingSince) < LONGEST_END_MILLIS) {
            return true;
        }
        if (ending != 0) {
            ending = 0;
            endedAt = now;
        }
        return Math.abs(now - endedAt) < AFTER_END_MILLIS;
    }

    private void judge(HeapReading reading, long now, Map<Long, Long> allocated) {
        Optional<Choice> greediest = greed.greediest(now, allocated, Math.max(1, reading.max() / LEAST_PART));
        if (greediest.isPresent()) {
            brimReadings = 0;
            end(reading, greediest.get(), now);
        } else {
            nothingToEnd(reading);
        }
    }

    private void end(HeapReading reading, Choice choice, long now) {
        Execution execution = runs.stopGreedy(choice.executionId(), reason(reading, choice));
        ending = choice.executionId();
        endingSince = now;
        events.accept(new HeapFull(reading, execution));
    }

    private void nothingToEnd(HeapReading reading) {
        if (!told) {
            told = true;
            events.accept(new HeapFull(reading, null));
        }
        brimReadings = reading.isAtBrim() ? brimReadings + 1 : 0;
        if (brimReadings == BRIM_READINGS) {
            events.accept(new HeapExhausted(reading));
        }
    }

    private static String reason(HeapReading reading, Choice choice) {
        String share = choice.millis() == 0 || choice.recent() == choice.total()
                ? "since it began"
                : "in the last " + Math.max(1, Math.round(choice.millis() / 1e3)) + " s";
        return "the host's heap was " + reading.text() + " after a full collection; this execution had allocated "
                + HeapReading.megabytes(choice.recent()) + " MB " + share
                + ", more than any other, so it was ended. Give the host more memory (JAVA_OPTS=-Xmx…), or let the task hold"
                + " less at once.";
    }
}

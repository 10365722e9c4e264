package dev.taskhost.core.engine;

import dev.taskhost.core.engine.Inbox.Message;
import dev.taskhost.core.store.Lease;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes writes of the engine, one at a time and off the engine's thread: a slow database delays no timeout and no body,
 * and what comes up meanwhile makes the next batch. After a failure it pauses, twice as long each time. Confined to the
 * engine's thread, but for the calls themselves.
 */
final class Writer {
    private static final long PAUSE_MILLIS = 250;
    private static final long PAUSE_MILLIS_MAX = 5_000;

    private final Executor threads;
    private final LeaseHolder lease;
    private final Inbox inbox;
    private final InstantSource clock;
    private final LongSupplier numbers;
    private @Nullable Write current;
    private boolean underWay;
    private long number;
    private long pausedUntil = Long.MIN_VALUE;
    private long pauseMillis = PAUSE_MILLIS;

    /**
     * @param numbers of writes; no two writers give the same
     */
    Writer(EngineParts parts, LongSupplier numbers) {
        this.threads = parts.writerThreads();
        this.lease = parts.lease();
        this.inbox = parts.inbox();
        this.clock = parts.clock();
        this.numbers = numbers;
    }

    /** Until when nothing is sent, epoch milliseconds; in the past when it does not pause. */
    long pausedUntil() {
        return pausedUntil;
    }

    /** Whether it could send now: nothing is under way, and it does not pause. */
    boolean ready() {
        return !underWay && clock.millis() >= pausedUntil;
    }

    /** Whether it takes another write. */
    boolean idle() {
        return current == null;
    }

    /** Whether a write failed and waits for {@link #again}. */
    boolean waits() {
        return current != null && !underWay;
    }

    /** Makes a write; the answer comes as a message. */
    void write(Write write) {
        current = write;
        send(write);
    }

    /** Makes the same write again. */
    void again() {
        if (current != null && !underWay) {
            send(current);
        }
    }

    /**
     * The answer is there, or the failure.
     *
     * @return false when it belongs to a write that was dropped meanwhile
     */
    boolean ended(long writeNumber) {
        if (writeNumber != number || !underWay) {
            return false;
        }
        underWay = false;
        return true;
    }

    /** The write was answered. */
    void answered() {
        current = null;
        pausedUntil = Long.MIN_VALUE;
        pauseMillis = PAUSE_MILLIS;
    }

    /** The write failed: one that is not to be repeated is dropped. */
    void failed() {
        pausedUntil = clock.millis() + pauseMillis;
        pauseMillis = Math.min(pauseMillis * 2, PAUSE_MILLIS_MAX);
        if (current != null && !current.repeated()) {
            drop();
        }
    }

    /** There will be no answer that counts. A call that is still under way ends unheard. */
    void drop() {
        Write dropped = current;
        current = null;
        underWay = false;
        number = numbers.getAsLong();
        if (dropped != null) {
            dropped.dropped().run();
        }
    }

    private void send(Write write) {
        underWay = true;
        long writeNumber = numbers.getAsLong();
        number = writeNumber;
        threads.execute(() -> call(write, writeNumber));
    }

    private void call(Write write, long writeNumber) {
        Lease held = null;
        try {
            held = lease.get();
            Runnable answer = write.call().apply(held);
            inbox.put(new Message.Written(writeNumber, answer));
        } catch (RuntimeException | Error e) {
            inbox.put(new Message.WriteFailed(writeNumber, held, e));
        }
    }
}

package dev.taskhost.core.engine;

import dev.taskhost.core.engine.Inbox.Message;
import dev.taskhost.core.store.Lease;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engine's writes, one at a time and off the engine's thread: a slow database delays no timeout and no body,
 * and what comes up meanwhile makes the next batch. Confined to the engine's thread, but for the calls themselves.
 */
final class Writer {
    private final Executor thread;
    private final LeaseHolder lease;
    private final Inbox inbox;
    private @Nullable Write current;
    private boolean underWay;
    private long number;

    Writer(EngineParts parts) {
        this.thread = parts.writerThread();
        this.lease = parts.lease();
        this.inbox = parts.inbox();
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
    }

    /** The write failed: one that is not to be repeated is dropped. */
    void failed() {
        if (current != null && !current.repeated()) {
            drop();
        }
    }

    /** There will be no answer that counts. A call that is still under way ends unheard. */
    void drop() {
        Write dropped = current;
        current = null;
        underWay = false;
        number++;
        if (dropped != null) {
            dropped.dropped().run();
        }
    }

    /** Gives a lease up that is not ours any more; before the next write, which joins anew. */
    void loseLease(@Nullable Lease lost) {
        thread.execute(() -> lease.lost(lost));
    }

    private void send(Write write) {
        underWay = true;
        long writeNumber = ++number;
        thread.execute(() -> call(write, writeNumber));
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

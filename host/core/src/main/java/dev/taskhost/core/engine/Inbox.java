package dev.taskhost.core.engine;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.TaskQueue.Entry;
import dev.taskhost.core.store.TaskQueue.StopRequest;
import dev.taskhost.core.store.WatchedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What other threads tell the engine. Thread-safe. */
final class Inbox {
    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    void put(Message message) {
        messages.add(message);
    }

    boolean hasMessages() {
        return !messages.isEmpty();
    }

    /** Everything that is there, oldest first; does not wait. */
    List<Message> take() {
        List<Message> taken = new ArrayList<>();
        messages.drainTo(taken);
        return taken;
    }

    /** Waits until something is there, at most this long. */
    List<Message> await(long millis) throws InterruptedException {
        List<Message> taken = new ArrayList<>();
        Message first = messages.poll(millis, TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            messages.drainTo(taken);
        }
        return taken;
    }

    /** A message to the engine. */
    sealed interface Message {
        /**
         * Rows of the task table, in id order.
         *
         * @param ranges ranges of ids that were read whole: a task of them that is not among the rows is gone
         * @param taken is told once they were looked at: true when all was taken over, false when the database failed in
         *     between, so that they have to be read again
         */
        record Rows(List<WatchedRow> rows, List<Integer> ranges, Consumer<Boolean> taken) implements Message {}

        /** What the queue holds for now, and what is to stop. */
        record Queue(List<Entry> due, List<StopRequest> stops) implements Message {}

        /** A body ended. */
        record BodyEnded(long executionId, BodyResult result, long at) implements Message {}

        /**
         * A body was checked.
         *
         * @param isolation where it would be called
         * @param reason why it cannot be called; empty when it can
         */
        record BodyChecked(int taskId, String body, Isolation isolation, long generation, String reason)
                implements Message {}

        /** A write was answered; {@code answer} takes the answer over. */
        record Written(long number, Runnable answer) implements Message {}

        /** A write failed under this lease; null when there was none yet. */
        record WriteFailed(long number, @Nullable Lease lease, Throwable failure) implements Message {}

        /** A heartbeat found that the lease is not ours any more. */
        record LeaseGone(Lease lease, String reason) implements Message {}

        /** These hosts are alive, as of the last heartbeat. */
        record Hosts(List<String> live) implements Message {}

        /** How full the heap was after a collection. */
        record Heap(HeapReading reading) implements Message {}

        /** The host is to end. */
        record Drain() implements Message {}
    }
}

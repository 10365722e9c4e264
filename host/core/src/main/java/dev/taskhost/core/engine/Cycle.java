package dev.taskhost.core.engine;

import dev.taskhost.core.engine.Availability.Part;
import dev.taskhost.core.engine.Inbox.Message;
import dev.taskhost.core.engine.SchedulerEvent.Fault;
import dev.taskhost.core.engine.SchedulerEvent.LeaseLost;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.LeaseLostException;
import dev.taskhost.core.store.StoreException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of an execution on one host, as steps. All state belongs to the thread that calls {@link #step}, which never
 * waits for the database: one write at a time is under way, and a batch forms by itself from whatever comes up during
 * the one before.
 *
 * <p>A step: take in what came; call the bodies whose fire time has come; stop what is overdue; send the next write. A
 * write that fails is repeated or dropped, see {@link Write}; nothing is forgotten.
 */
final class Cycle {
    private static final long RETRY_MILLIS = 250;
    private static final long RETRY_MILLIS_MAX = 5_000;

    private final EngineParts parts;
    private final InstantSource clock;
    private final Consumer<SchedulerEvent> events;
    private final Board board;
    private final Homes homes;
    private final Writer writer;
    private final Runs runs;
    private final Registrar registrar;
    private final Backlog backlog;
    private final Starter starter;
    private final Drain drain;
    private int turn;
    private long retryAt = Long.MIN_VALUE;
    private long retryMillis = RETRY_MILLIS;

    Cycle(EngineParts parts) {
        this.parts = parts;
        this.board = new Board(parts.wanted());
        this.clock = parts.clock();
        this.events = parts.events();
        this.homes = new Homes(parts.settings().node());
        this.writer = new Writer(parts);
        this.runs = new Runs(parts, new Following(board, parts.events()), this::freed);
        this.registrar = new Registrar(parts, board, this::enter);
        Bodies bodies = new Bodies(parts.bodies(), registrar::reject);
        this.backlog = new Backlog(parts, board, homes, runs, bodies);
        this.starter = new Starter(parts, board, homes, runs, bodies, backlog);
        this.drain = new Drain(parts.settings(), runs);
    }

    /**
     * Does what is to be done now.
     *
     * @param messages what came in since the step before
     * @return when to step again if no message comes, epoch milliseconds
     */
    long step(List<Message> messages) {
        try {
            messages.forEach(this::accept);
            runs.callDue();
            runs.stopLate();
            drain.advance(clock.millis());
            write();
            return nextStep();
        } catch (RuntimeException e) {
            events.accept(new Fault("stepping the engine", e));
            return clock.millis() + RETRY_MILLIS_MAX;
        }
    }

    /** True once the host was told to end, nothing runs, and everything is recorded. */
    boolean drained() {
        return drain.began() && runs.count() == 0 && runs.allRecorded() && writer.idle();
    }

    /** How many executions are claimed or run on this host. */
    int running() {
        return runs.count();
    }

    private void accept(Message message) {
        try {
            switch (message) {
                case Message.Rows read -> registrar.take(read);
                case Message.Queue queue -> queue(queue);
                case Message.BodyEnded ended -> runs.ended(ended);
                case Message.BodyChecked check -> registrar.checked(check);
                case Message.Written written -> written(written);
                case Message.WriteFailed failed -> failed(failed);
                case Message.LeaseGone gone -> loseLease(gone.lease(), gone.reason());
                case Message.Hosts hosts -> hosts(hosts.live());
                case Message.Drain begin -> beginDrain();
            }
        } catch (RuntimeException e) {
            events.accept(new Fault("taking in " + message.getClass().getSimpleName(), e));
        }
    }

    private void hosts(List<String> live) {
        if (homes.set(live)) {
            starter.hostsChanged();
        }
    }

    private void queue(Message.Queue queue) {
        runs.stopAsked(queue.stops());
        backlog.take(queue.due());
    }

    private void freed(int taskId) {
        backlog.freed(taskId);
    }

    private void beginDrain() {
        drain.begin(clock.millis());
        starter.forget();
        registrar.forget();
    }

    // ---- writes -----------------------------------------------------------------------------------------------------

    private void write() {
        if (clock.millis() < retryAt) {
            return;
        }
        if (writer.waits()) {
            writer.again();
        } else if (writer.idle()) {
            Write next = next();
            if (next != null) {
                writer.write(next);
            }
        }
    }

    /** Starts, ends, queued entries and changed rows in turn, so that none of them keeps the others waiting. */
    private @Nullable Write next() {
        if (drain.began()) {
            return runs.next();
        }
        for (int tries = 0; tries < 5; tries++) { // once more, as the starter may leave a rejection to the registrar
            turn = (turn + 1) % 4;
            Write write = switch (turn) {
                case 0 -> starter.next();
                case 1 -> runs.next();
                case 2 -> backlog.next();
                default -> registrar.next();
            };
            if (write != null) {
                return write;
            }
        }
        return null;
    }

    private void written(Message.Written message) {
        if (!writer.ended(message.number())) {
            return; // under a lease that is gone
        }
        writer.answered();
        parts.availability().worked(Part.ENGINE);
        retryAt = Long.MIN_VALUE;
        retryMillis = RETRY_MILLIS;
        message.answer().run();
    }

    private void failed(Message.WriteFailed message) {
        if (!writer.ended(message.number())) {
            return;
        }
        switch (message.failure()) {
            case LeaseLostException e -> loseLease(message.lease(), String.valueOf(e.getMessage()));
            case StoreException e -> {
                parts.availability().failed(Part.ENGINE, e);
                later();
                writer.failed();
            }
            case Throwable e -> {
                events.accept(new Fault("writing to the database", e));
                later();
                writer.failed();
            }
        }
    }

    private void later() {
        retryAt = clock.millis() + retryMillis;
        retryMillis = Math.min(retryMillis * 2, RETRY_MILLIS_MAX);
    }

    private void loseLease(@Nullable Lease lease, String reason) {
        events.accept(new LeaseLost(reason));
        runs.drop();
        writer.drop();
        starter.forget();
        registrar.forget();
        writer.loseLease(lease);
    }

    private void enter(TaskState task) {
        starter.enter(task);
    }

    private long nextStep() {
        long next = Math.min(runs.nextDeadline(), drain.nextStep());
        if (clock.millis() < retryAt) {
            return Math.min(next, retryAt);
        }
        // While a write is under way its answer is what to wait for.
        return drain.began() || !writer.idle()
                ? next
                : Math.min(next, Math.min(starter.nextStep(), backlog.nextStep()));
    }
}

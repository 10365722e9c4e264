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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of an execution on one host, as steps. All state belongs to the thread that calls {@link #step}, which never
 * waits for the database: two writes are under way at most, one of ends and one of all else, and a batch forms by itself
 * from whatever comes up during the one before.
 *
 * <p>A step: take in what came; call the bodies whose fire time has come; stop what is overdue; send the next writes. A
 * write that fails is repeated or dropped, see {@link Write}; nothing is forgotten.
 */
final class Cycle {
    private static final long AFTER_FAULT_MILLIS = 5_000;

    private final EngineParts parts;
    private final InstantSource clock;
    private final Consumer<SchedulerEvent> events;
    private final Board board;
    private final Homes homes;
    private final Writer starts;
    private final Writer ends;
    private final Runs runs;
    private final Registrar registrar;
    private final Backlog backlog;
    private final Starter starter;
    private final Drain drain;
    private final HeapGuard heap;
    private int turn;
    private long writes;
    private @Nullable Lease lost;

    Cycle(EngineParts parts) {
        this.parts = parts;
        this.board = new Board(parts.wanted());
        this.clock = parts.clock();
        this.events = parts.events();
        this.homes = new Homes(parts.settings().node());
        this.starts = new Writer(parts, () -> ++writes);
        this.ends = new Writer(parts, () -> ++writes);
        this.runs = new Runs(parts, new Following(board, parts.events()), this::freed);
        this.registrar = new Registrar(parts, board, this::enter);
        Bodies bodies = new Bodies(parts.bodies(), registrar::reject);
        this.backlog = new Backlog(parts, board, homes, runs, bodies);
        this.starter = new Starter(parts, board, homes, runs, bodies, backlog);
        this.drain = new Drain(parts.settings(), runs);
        this.heap = new HeapGuard(runs, clock, events);
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
            return clock.millis() + AFTER_FAULT_MILLIS;
        }
    }

    /** True once the host was told to end, nothing runs, and everything is recorded. */
    boolean drained() {
        return drain.began() && runs.count() == 0 && runs.allRecorded() && starts.idle() && ends.idle();
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
                case Message.Heap(HeapReading reading) -> heap.take(reading);
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
        write(ends, runs::next);
        write(starts, this::nextStart);
    }

    private static void write(Writer writer, Supplier<@Nullable Write> writes) {
        if (!writer.ready()) {
            return;
        }
        if (writer.waits()) {
            writer.again();
            return;
        }
        Write next = writes.get();
        if (next != null) {
            writer.write(next);
        }
    }

    /** Starts, queued entries and changed rows in turn, so that none of them keeps the others waiting. */
    private @Nullable Write nextStart() {
        if (drain.began()) {
            return null;
        }
        for (int tries = 0; tries < 5; tries++) { // round again, as the starter may leave a rejection to the registrar
            turn = (turn + 1) % 3;
            Write write = switch (turn) {
                case 0 -> starter.next();
                case 1 -> backlog.next();
                default -> registrar.next();
            };
            if (write != null) {
                return write;
            }
        }
        return null;
    }

    private void written(Message.Written message) {
        Writer writer = writerOf(message.number());
        if (writer != null) {
            writer.answered();
            parts.availability().worked(Part.ENGINE);
            message.answer().run();
        }
    }

    private void failed(Message.WriteFailed message) {
        Writer writer = writerOf(message.number());
        if (writer == null) {
            return;
        }
        switch (message.failure()) {
            case LeaseLostException e -> loseLease(message.lease(), String.valueOf(e.getMessage()));
            case StoreException e -> {
                parts.availability().failed(Part.ENGINE, e);
                writer.failed();
            }
            case Throwable e -> {
                events.accept(new Fault("writing to the database", e));
                writer.failed();
            }
        }
    }

    /** Whose write has ended; null when it was dropped meanwhile, as its lease is gone. */
    private @Nullable Writer writerOf(long number) {
        if (ends.ended(number)) {
            return ends;
        }
        return starts.ended(number) ? starts : null;
    }

    /** Told once by each write and heartbeat that comes upon it; what has been started since is under a newer one. */
    private void loseLease(@Nullable Lease lease, String reason) {
        if (lease != null && lease.equals(lost)) {
            return;
        }
        lost = lease;
        events.accept(new LeaseLost(reason));
        parts.lease().lost(lease);
        runs.drop();
        ends.drop();
        starts.drop();
        starter.forget();
        registrar.forget();
    }

    private void enter(TaskState task) {
        starter.enter(task);
    }

    private long nextStep() {
        long now = clock.millis();
        long next = Math.min(runs.nextDeadline(), drain.nextStep());
        for (Writer writer : List.of(starts, ends)) {
            if (writer.pausedUntil() > now) {
                next = Math.min(next, writer.pausedUntil());
            }
        }
        // While a write is under way its answer is what to wait for.
        return drain.began() || !starts.idle() || !starts.ready()
                ? next
                : Math.min(next, Math.min(starter.nextStep(), backlog.nextStep()));
    }
}

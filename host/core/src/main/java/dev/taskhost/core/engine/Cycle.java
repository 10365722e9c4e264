package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.engine.Availability.Part;
import dev.taskhost.core.engine.Inbox.Message;
import dev.taskhost.core.engine.SchedulerEvent.Fault;
import dev.taskhost.core.engine.SchedulerEvent.LeaseLost;
import dev.taskhost.core.store.LeaseLostException;
import dev.taskhost.core.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of an execution on one host, as steps. All state belongs to the thread that calls {@link #step}, and all writes
 * of status go through it, so a batch forms by itself from whatever came up during the one before.
 *
 * <p>A step: settle what a lost connection left open; record what ended; stop what is overdue; take changed rows over;
 * start what is due. A database that does not answer stops the step where it stands; nothing is forgotten, and a later
 * step does the rest.
 */
final class Cycle {
    private static final long RETRY_MILLIS = 250;
    private static final long RETRY_MILLIS_MAX = 5_000;

    private final EngineParts parts;
    private final InstantSource clock;
    private final Consumer<SchedulerEvent> events;
    private final Board board = new Board();
    private final Agenda agenda = new Agenda();
    private final Runs runs;
    private final Registrar registrar;
    private final Starter starter;
    private final Drain drain;
    private final Deque<Message.BodyChecked> checked = new ArrayDeque<>();
    private Message.@Nullable Rows rows;
    private long retryAt = Long.MIN_VALUE;
    private long retryMillis = RETRY_MILLIS;

    Cycle(EngineParts parts) {
        this.parts = parts;
        this.clock = parts.clock();
        this.events = parts.events();
        this.runs = new Runs(parts);
        this.registrar = new Registrar(parts, board, agenda, this::checkBody);
        this.starter = new Starter(parts, board, agenda, runs, registrar::reject);
        this.drain = new Drain(parts.settings(), runs);
    }

    /**
     * Does what is to be done now.
     *
     * @param messages what came in since the step before
     * @return when to step again if no message comes, epoch milliseconds
     */
    long step(List<Message> messages) {
        messages.forEach(this::accept);
        runs.stopLate();
        drain.advance(clock.millis());
        if (clock.millis() < retryAt) {
            return Math.min(retryAt, nextStep());
        }
        try {
            work();
            worked();
            return nextStep();
        } catch (LeaseLostException e) {
            loseLease(String.valueOf(e.getMessage()));
            return clock.millis();
        } catch (StoreException e) {
            return away(e);
        } catch (RuntimeException e) {
            events.accept(new Fault("stepping the engine", e));
            return clock.millis() + RETRY_MILLIS_MAX;
        }
    }

    /** True once the host was told to end, nothing runs, and everything is recorded. */
    boolean drained() {
        return drain.began() && runs.count() == 0 && runs.allRecorded();
    }

    /** How many executions run on this host. */
    int running() {
        return runs.count();
    }

    private void work() {
        starter.settle();
        runs.record();
        if (!drain.began()) {
            takeChecks();
            takeRows();
            starter.startDue();
        }
        runs.record();
    }

    private void takeRows() {
        Message.Rows read = rows;
        if (read != null) {
            rows = null; // read anew when this fails: what was read is old by then
            try {
                registrar.take(read.rows(), read.full());
            } finally {
                read.taken().run();
            }
        }
    }

    private void takeChecks() {
        while (!checked.isEmpty()) {
            Message.BodyChecked check = checked.getFirst();
            TaskState task = board.find(check.taskId());
            if (task != null && task.judgement.generation() == check.generation()) {
                registrar.checked(task, check.body(), check.reason());
            }
            checked.removeFirst();
        }
    }

    private void accept(Message message) {
        switch (message) {
            case Message.Rows read -> rows = read;
            case Message.BodyEnded ended -> runs.ended(ended);
            case Message.BodyChecked check -> checked.add(check);
            case Message.LeaseGone gone -> loseLease(gone.reason());
            case Message.Drain begin -> drain.begin(clock.millis());
        }
    }

    private void checkBody(TaskState task, Body body) {
        int id = task.id;
        long generation = task.judgement.generation();
        body.check()
                .thenAccept(reason -> parts.inbox().put(new Message.BodyChecked(id, body.name(), generation, reason)))
                .exceptionally(fault -> {
                    events.accept(new Fault("checking " + body.name(), fault));
                    return null;
                });
    }

    private long nextStep() {
        long next = Math.min(runs.nextDeadline(), drain.nextStep());
        return drain.began() ? next : Math.min(next, agenda.nextFireAt());
    }

    private long away(StoreException e) {
        parts.availability().failed(Part.ENGINE, e);
        retryAt = clock.millis() + retryMillis;
        retryMillis = Math.min(retryMillis * 2, RETRY_MILLIS_MAX);
        return Math.min(retryAt, Math.min(runs.nextDeadline(), drain.nextStep()));
    }

    private void worked() {
        parts.availability().worked(Part.ENGINE);
        retryAt = Long.MIN_VALUE;
        retryMillis = RETRY_MILLIS;
    }

    private void loseLease(String reason) {
        events.accept(new LeaseLost(reason));
        starter.forgetUnanswered();
        runs.drop();
        parts.lease().lost();
    }
}

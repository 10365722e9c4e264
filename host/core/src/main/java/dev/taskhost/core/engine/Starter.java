package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.NoBodyException;
import dev.taskhost.core.engine.Misfires.Due;
import dev.taskhost.core.engine.SchedulerEvent.Missed;
import dev.taskhost.core.engine.SchedulerEvent.Skipped;
import dev.taskhost.core.engine.TaskState.Judgement;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.Miss;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult;
import dev.taskhost.core.store.StoreException;
import dev.taskhost.core.task.TaskDefinition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts what is due: all of it in one call of the ledger. Confined to the engine's thread.
 *
 * <p>When the database fails in the middle of that call, nobody knows whether it was committed. The batch is then kept
 * and repeated as it was, before anything else, until it is answered: its trace ids let the ledger recognise its own
 * first try, so nothing starts twice and nothing started is forgotten.
 */
final class Starter {
    private static final int BATCH = 1_000;

    private final Board board;
    private final Agenda agenda;
    private final Ledger ledger;
    private final LeaseHolder lease;
    private final BodyLookup bodies;
    private final InstantSource clock;
    private final TraceIds traceIds;
    private final Runs runs;
    private final BiConsumer<TaskState, String> reject;
    private final Consumer<SchedulerEvent> events;
    private List<Start> unanswered = List.of();

    Starter(EngineParts parts, Board board, Agenda agenda, Runs runs, BiConsumer<TaskState, String> reject) {
        this.board = board;
        this.agenda = agenda;
        this.runs = runs;
        this.reject = reject;
        this.ledger = parts.stores().ledger();
        this.lease = parts.lease();
        this.bodies = parts.bodies();
        this.clock = parts.clock();
        this.traceIds = parts.traceIds();
        this.events = parts.events();
    }

    /** Repeats a batch whose answer was lost; to be called before anything else is written. */
    void settle() {
        if (!unanswered.isEmpty()) {
            send();
        }
    }

    /** A lease was lost: what was sent under it and not answered is not ours any more. */
    void forgetUnanswered() {
        unanswered = List.of();
    }

    /** Starts everything that is due now. */
    void startDue() {
        long now = clock.millis();
        while (agenda.nextFireAt() <= now) {
            List<TaskState> due = agenda.takeDue(now, BATCH);
            try {
                startBatch(due, now);
            } catch (StoreException e) {
                due.forEach(agenda::enter); // those already moved on are entered under their new time
                throw e;
            }
        }
    }

    private void startBatch(List<TaskState> tasks, long now) {
        List<Miss> misses = new ArrayList<>();
        List<Start> starts = new ArrayList<>();
        for (TaskState task : tasks) {
            TaskDefinition definition = task.definition;
            if (definition != null && current(task)) {
                Due due = Misfires.of(
                        definition.trigger(),
                        task.nextFireAt,
                        now,
                        definition.misfireGrace().toMillis());
                addTo(misses, starts, task, due);
            }
        }
        if (!misses.isEmpty()) {
            ledger.miss(lease.get(), misses);
            misses.forEach(this::missed);
        }
        if (!starts.isEmpty()) {
            unanswered = starts;
            send();
        }
    }

    private void addTo(List<Miss> misses, List<Start> starts, TaskState task, Due due) {
        Long fireAt = due.fireAt();
        Misfires.Missed missed = due.missed();
        if (missed != null) {
            Long goesTo = fireAt == null ? due.nextFireAt() : fireAt;
            misses.add(new Miss(
                    task.id,
                    task.nextFireAt,
                    missed.first(),
                    missed.last(),
                    missed.count(),
                    missed.capped(),
                    goesTo,
                    traceIds.next()));
        }
        if (fireAt != null) {
            starts.add(new Start(task.id, fireAt, due.nextFireAt(), traceIds.next(), 1));
        }
    }

    private void send() {
        List<Start> sent = unanswered;
        List<StartResult> answers = ledger.start(lease.get(), sent);
        unanswered = List.of();
        for (int i = 0; i < sent.size(); i++) {
            TaskState task = board.find(sent.get(i).taskId());
            if (task != null) {
                answer(task, sent.get(i), answers.get(i));
            }
        }
    }

    private void answer(TaskState task, Start start, StartResult result) {
        task.fireAt(start.nextFireAt());
        switch (result) {
            case StartResult.Started started -> runs.begin(task, start, started.executionId());
            case StartResult.Skipped skipped ->
                events.accept(new Skipped(
                        task.id, task.row.taskKey(), skipped.executionId(), start.fireAt(), skipped.reason()));
            case StartResult.Disabled disabled -> {
                // The next look at the table registers it anew, should it have been enabled again by then.
                task.row = task.row.disabled();
                task.rest();
            }
            case StartResult.Moved moved -> task.fireAt(moved.now().nextFireAt());
        }
        agenda.enter(task);
    }

    private void missed(Miss miss) {
        TaskState task = board.find(miss.taskId());
        if (task != null) {
            task.fireAt(miss.nextFireAt());
            agenda.enter(task);
            events.accept(new Missed(task.id, task.row.taskKey(), miss.first(), miss.last(), miss.count()));
        }
    }

    /** Looks the body up again when scripts or plugins changed since; false when it is gone and the task was rejected. */
    private boolean current(TaskState task) {
        Judgement judged = task.judgement;
        long generation = bodies.generation();
        if (judged.generation() == generation) {
            return true;
        }
        Body body = find(task);
        if (body == null) {
            return false;
        }
        task.body = body;
        task.judgement = new Judgement(judged.row(), generation, judged.keyOwner());
        return true;
    }

    private @Nullable Body find(TaskState task) {
        try {
            return bodies.find(task.row.executeFunc());
        } catch (NoBodyException e) {
            reject.accept(task, String.valueOf(e.getMessage()));
            return null;
        }
    }
}

package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.NoBodyException;
import dev.taskhost.core.engine.Misfires.Due;
import dev.taskhost.core.engine.SchedulerEvent.Missed;
import dev.taskhost.core.engine.SchedulerEvent.Skipped;
import dev.taskhost.core.engine.TaskState.Judgement;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.Miss;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult;
import dev.taskhost.core.task.TaskDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Claims and starts what is due, or will be within the {@link LookAhead}: all of it in one call of the ledger. Confined
 * to the engine's thread.
 *
 * <p>When the database fails in the middle of that call, nobody knows whether it was committed. The call is then repeated
 * as it was until it is answered: its trace ids let the ledger recognise its own first try, so nothing starts twice and
 * nothing started is forgotten.
 */
final class Starter {
    private static final int BATCH = 1_000;

    private final Board board;
    private final Agenda early = new Agenda();

    /** Tasks that cannot be claimed before their fire time, because they still run or something holds them. */
    private final Agenda punctual = new Agenda();

    private final Overdue overdue;
    private final Homes homes;

    private final Ledger ledger;
    private final BodyLookup bodies;
    private final InstantSource clock;
    private final TraceIds traceIds;
    private final LookAhead lookAhead;
    private final Runs runs;
    private final BiConsumer<TaskState, String> reject;
    private final Consumer<SchedulerEvent> events;
    private final Deque<Write> writes = new ArrayDeque<>();

    Starter(EngineParts parts, Board board, Homes homes, Runs runs, BiConsumer<TaskState, String> reject) {
        this.board = board;
        this.homes = homes;
        this.overdue = new Overdue(parts, board, homes, this::enter);
        this.runs = runs;
        this.reject = reject;
        this.ledger = parts.stores().ledger();
        this.bodies = parts.bodies();
        this.clock = parts.clock();
        this.traceIds = parts.traceIds();
        this.events = parts.events();
        this.lookAhead = new LookAhead(parts.settings().lookAhead());
    }

    /** A task has a fire time, or a new one. */
    void enter(TaskState task) {
        if (homes.rank(task.id) > 0) {
            overdue.enter(task);
        } else {
            (runs.holds(task.id) ? punctual : early).enter(task);
        }
    }

    /** Other hosts came or went: what is this host's to serve now is entered anew, and what is not is left when it comes up. */
    void hostsChanged() {
        board.all().forEach(this::enter);
    }

    /** When there will be something to start, epoch milliseconds. */
    long nextStep() {
        long next = early.next();
        long nextEarly = next == Long.MAX_VALUE ? next : next - ahead(next);
        return Math.min(nextEarly, Math.min(punctual.next(), overdue.next()));
    }

    /** The next write; null when nothing is due. */
    @Nullable
    Write next() {
        if (writes.isEmpty()) {
            formBatch();
        }
        Write write = writes.poll();
        return write == null ? overdue.look() : write;
    }

    /** What is not sent yet is not sent any more: it is due again, for whoever may start it. */
    void forget() {
        while (!writes.isEmpty()) {
            writes.remove().dropped().run();
        }
    }

    private long ahead(long fireAt) {
        return lookAhead.millis(early.countAround(fireAt));
    }

    private void formBatch() {
        long now = clock.millis();
        long next = early.next();
        long until = next == Long.MAX_VALUE ? now : now + ahead(next);
        TreeSet<TaskState> due = new TreeSet<>(overdue.take(BATCH / 4));
        due.addAll(punctual.takeDue(now, BATCH / 4));
        due.addAll(early.takeDue(until, BATCH - due.size()));
        List<Miss> misses = new ArrayList<>();
        List<Start> starts = new ArrayList<>();
        for (TaskState task : due) {
            if (overdue.isOurs(task)) {
                add(task, now, misses, starts);
            } else {
                overdue.enter(task);
            }
        }
        if (!misses.isEmpty()) {
            writes.add(new Write(lease -> sendMisses(lease, misses), () -> reenterMissed(misses), true));
        }
        if (!starts.isEmpty()) {
            writes.add(new Write(lease -> send(lease, starts), () -> reenter(starts), true));
        }
    }

    private void add(TaskState task, long now, List<Miss> misses, List<Start> starts) {
        TaskDefinition definition = task.definition;
        if (definition == null || !current(task)) {
            return;
        }
        if (task.nextFireAt > now && runs.holds(task.id)) {
            punctual.enter(task); // by its fire time it may have ended
            return;
        }
        long at = Math.max(now, task.nextFireAt);
        Due due = Misfires.of(
                definition.trigger(),
                task.nextFireAt,
                at,
                definition.misfireGrace().toMillis());
        addTo(misses, starts, task, due);
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

    private Runnable send(Lease lease, List<Start> starts) {
        long began = System.nanoTime();
        List<StartResult> answers = ledger.start(lease, starts);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return () -> {
            lookAhead.measured(starts.size(), took);
            for (int i = 0; i < starts.size(); i++) {
                TaskState task = board.find(starts.get(i).taskId());
                if (task != null) {
                    answer(task, starts.get(i), answers.get(i));
                }
            }
        };
    }

    private void answer(TaskState task, Start start, StartResult result) {
        if (result instanceof StartResult.NotYet) {
            punctual.enter(task);
            return;
        }
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
            case StartResult.NotYet notYet -> throw new IllegalStateException("answered above");
        }
        enter(task);
    }

    private Runnable sendMisses(Lease lease, List<Miss> misses) {
        ledger.miss(lease, misses);
        return () -> misses.forEach(this::missed);
    }

    private void missed(Miss miss) {
        TaskState task = board.find(miss.taskId());
        if (task != null) {
            task.fireAt(miss.nextFireAt());
            // One whose newest fire time runs is among the starts that follow, and is entered when they are answered.
            enter(task);
            events.accept(new Missed(task.id, task.row.taskKey(), miss.first(), miss.last(), miss.count()));
        }
    }

    private void reenter(List<Start> starts) {
        starts.forEach(start -> reenter(start.taskId()));
    }

    private void reenterMissed(List<Miss> misses) {
        misses.forEach(miss -> reenter(miss.taskId()));
    }

    private void reenter(int taskId) {
        TaskState task = board.find(taskId);
        if (task != null) {
            enter(task);
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

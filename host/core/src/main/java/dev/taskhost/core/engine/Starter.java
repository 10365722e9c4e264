package dev.taskhost.core.engine;

import dev.taskhost.core.engine.Misfires.Due;
import dev.taskhost.core.engine.SchedulerEvent.Missed;
import dev.taskhost.core.engine.SchedulerEvent.Queued;
import dev.taskhost.core.engine.SchedulerEvent.Skipped;
import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.Miss;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.store.Ledger.StartResult;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import dev.taskhost.core.task.OverlapPolicy;
import dev.taskhost.core.task.TaskDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
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
    private final Bodies bodies;
    private final Backlog backlog;
    private final Pause betweenLooks;
    private final InstantSource clock;
    private final TraceIds traceIds;
    private final LookAhead lookAhead;
    private final Runs runs;
    private final Consumer<SchedulerEvent> events;
    private final Deque<Write> writes = new ArrayDeque<>();

    Starter(EngineParts parts, Board board, Homes homes, Runs runs, Bodies bodies, Backlog backlog) {
        this.board = board;
        this.homes = homes;
        this.overdue = new Overdue(parts, board, homes, this::enter);
        this.runs = runs;
        this.bodies = bodies;
        this.backlog = backlog;
        this.betweenLooks = parts.betweenLooks();
        this.ledger = parts.stores().ledger();
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
            early.enter(task);
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
        if (definition == null || !bodies.current(task)) {
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
                definition.misfireGrace().toMillis(),
                definition.policy().misfire());
        addTo(misses, starts, task, definition, due);
    }

    private void addTo(List<Miss> misses, List<Start> starts, TaskState task, TaskDefinition definition, Due due) {
        Long fireAt = due.fireAt();
        if (due.missed() != null || !due.queued().isEmpty()) {
            misses.add(miss(task, due, fireAt == null ? due.nextFireAt() : fireAt));
        }
        if (fireAt != null) {
            OverlapPolicy overlap = definition.policy().overlap();
            starts.add(new Start(task.id, fireAt, due.nextFireAt(), traceIds.next(), overlap));
        }
    }

    private Miss miss(TaskState task, Due due, @Nullable Long goesTo) {
        Misfires.Missed none = new Misfires.Missed(task.nextFireAt, task.nextFireAt, 0, false);
        Misfires.Missed missed = due.missed() == null ? none : due.missed();
        long now = clock.millis();
        return new Miss(
                task.id,
                task.nextFireAt,
                missed.first(),
                missed.last(),
                missed.count(),
                missed.capped(),
                goesTo,
                traceIds.next(),
                due.queued().stream()
                        .map(fireAt -> new NewEntry(task.id, fireAt, 1, now, Cause.MISFIRE))
                        .toList());
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
            case StartResult.Started started -> runs.begin(claim(task, start, started.executionId()));
            case StartResult.Queued queued -> {
                backlog.waits(task.id);
                betweenLooks.cut(); // it may come with a request to stop what runs
                events.accept(new Queued(task.id, task.row.taskKey(), start.fireAt()));
            }
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

    private static Claim claim(TaskState task, Start start, long executionId) {
        return new Claim(task, executionId, start.fireAt(), 1, Cause.TRIGGER, start.traceId(), null, null);
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
            if (miss.count() > 0) {
                events.accept(new Missed(task.id, task.row.taskKey(), miss.first(), miss.last(), miss.count()));
            }
        }
        if (!miss.queued().isEmpty()) {
            betweenLooks.cut();
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
}

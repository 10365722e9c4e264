package dev.taskhost.core.engine;

import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.NoBodyException;
import dev.taskhost.core.engine.Claim.Callee;
import dev.taskhost.core.engine.SchedulerEvent.Skipped;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.QueuedResult;
import dev.taskhost.core.store.Ledger.QueuedStart;
import dev.taskhost.core.store.TaskQueue.Entry;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import dev.taskhost.core.task.BadRowException;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.task.TaskDefinition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts what waits in the queue: retries, fire times that waited, what was asked for. Every look at the queue replaces
 * what is known of it, so nothing is remembered here that the database does not say. Confined to the engine's thread.
 */
final class Backlog {
    private static final int BATCH = 500;

    private final Board board;
    private final Homes homes;
    private final Runs runs;
    private final Bodies bodies;
    private final BodyLookup lookup;
    private final Ledger ledger;
    private final TaskDefaults defaults;
    private final InstantSource clock;
    private final TraceIds traceIds;
    private final Pause betweenLooks;
    private final Consumer<SchedulerEvent> events;
    private final Deadlines<Entry> due = new Deadlines<>();

    /** Tasks with an entry that can be started once they are free. */
    private final Set<Integer> waitedFor = new HashSet<>();

    Backlog(EngineParts parts, Board board, Homes homes, Runs runs, Bodies bodies) {
        this.board = board;
        this.homes = homes;
        this.runs = runs;
        this.bodies = bodies;
        this.lookup = parts.bodies();
        this.ledger = parts.stores().ledger();
        this.defaults = parts.settings().defaults();
        this.clock = parts.clock();
        this.traceIds = parts.traceIds();
        this.betweenLooks = parts.betweenLooks();
        this.events = parts.events();
    }

    /** This is in the queue; an entry that is another host's to start is left to it for a while, as fire times are. */
    void take(List<Entry> entries) {
        due.clear();
        waitedFor.clear();
        for (Entry entry : entries) {
            if (entry.held()) {
                waits(entry.what().taskId()); // for us, should it run here
                continue;
            }
            long turn = homes.rank(entry.what().taskId()) * Homes.TAKE_OVER_AFTER.toMillis();
            due.add(entry.what().dueAt() + turn, entry);
        }
    }

    /** A task has an entry that waits until it is free. */
    void waits(int taskId) {
        waitedFor.add(taskId);
    }

    /** A task is free: what waited for it is looked up at once. */
    void freed(int taskId) {
        if (waitedFor.remove(taskId)) {
            betweenLooks.cut();
        }
    }

    /** When there will be something to start, epoch milliseconds. */
    long nextStep() {
        return due.next();
    }

    /** The next write; null when nothing is due. */
    @Nullable
    Write next() {
        List<Entry> entries = new ArrayList<>(due.take(clock.millis()));
        entries.sort(Comparator.comparingLong((Entry entry) -> entry.what().fireAt())
                .thenComparingInt(entry -> entry.what().attempt())
                .thenComparingLong(Entry::id));
        List<Ready> batch = new ArrayList<>();
        Set<Integer> chosen = new HashSet<>();
        for (Entry entry : entries) {
            int taskId = entry.what().taskId();
            if (batch.size() == BATCH) {
                due.add(entry.what().dueAt(), entry);
            } else if (runs.holds(taskId) || chosen.contains(taskId)) {
                waits(taskId);
            } else {
                Ready ready = ready(entry);
                if (ready != null) {
                    chosen.add(taskId);
                    batch.add(ready);
                }
            }
        }
        return batch.isEmpty() ? null : new Write(lease -> send(lease, batch), () -> {}, true);
    }

    /** Null for one whose task is not known here yet: a later look finds it again. */
    private @Nullable Ready ready(Entry entry) {
        TaskState task = board.find(entry.what().taskId());
        return switch (entry.task()) {
            case GONE -> refused(entry, task, "its task was deleted before it could run");
            case DISABLED -> entry.forced() ? forced(entry, task) : refused(entry, task, disabled(entry));
            case ENABLED -> task == null ? null : enabled(entry, task);
        };
    }

    private @Nullable Ready enabled(Entry entry, TaskState task) {
        String rejection = task.rejection;
        if (rejection != null) {
            return refused(entry, task, "its task is rejected: " + rejection);
        }
        boolean runs = Callee.of(task) != null && bodies.current(task);
        return runs ? new Ready(start(entry, null), task, null) : null;
    }

    private @Nullable Ready forced(Entry entry, @Nullable TaskState task) {
        if (task == null) {
            return null;
        }
        try {
            TaskDefinition definition = TaskDefinition.read(task.row, defaults);
            return new Ready(start(entry, null), task, new Callee(definition, lookup.find(task.row.executeFunc())));
        } catch (BadRowException | NoBodyException e) {
            return refused(entry, task, String.valueOf(e.getMessage()));
        }
    }

    private Ready refused(Entry entry, @Nullable TaskState task, String reason) {
        return new Ready(start(entry, reason), task, null);
    }

    private static String disabled(Entry entry) {
        return "its task was disabled before it could run (cause: "
                + entry.what().cause().word() + ")";
    }

    private QueuedStart start(Entry entry, @Nullable String refusal) {
        return new QueuedStart(entry, traceIds.next(), refusal);
    }

    private Runnable send(Lease lease, List<Ready> batch) {
        List<QueuedResult> results =
                ledger.startQueued(lease, batch.stream().map(Ready::start).toList());
        return () -> {
            for (int i = 0; i < batch.size(); i++) {
                answer(batch.get(i), results.get(i));
            }
        };
    }

    private void answer(Ready ready, QueuedResult result) {
        NewEntry what = ready.start().entry().what();
        TaskState task = ready.task();
        switch (result) {
            case QueuedResult.Started started -> {
                if (task != null) {
                    runs.begin(ready.claim(task, started.executionId()));
                }
            }
            case QueuedResult.Waiting waiting -> waits(what.taskId());
            case QueuedResult.Refused refused -> {
                String key = task == null ? "" : task.row.taskKey();
                events.accept(new Skipped(what.taskId(), key, refused.executionId(), what.fireAt(), refused.reason()));
            }
            case QueuedResult.Gone gone -> {}
        }
    }

    /**
     * One that is sent to the ledger.
     *
     * @param task null when it is not known here, which only a refusal may be
     * @param forced as in {@link Claim}
     */
    private record Ready(
            QueuedStart start,
            @Nullable TaskState task,
            @Nullable Callee forced) {
        Claim claim(TaskState task, long executionId) {
            Entry entry = start.entry();
            NewEntry what = entry.what();
            return new Claim(
                    task,
                    executionId,
                    what.fireAt(),
                    what.attempt(),
                    what.cause(),
                    start.traceId(),
                    entry.args(),
                    forced);
        }
    }
}

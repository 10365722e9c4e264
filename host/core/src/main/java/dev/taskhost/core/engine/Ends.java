package dev.taskhost.core.engine;

import dev.taskhost.core.engine.SchedulerEvent.EndDropped;
import dev.taskhost.core.engine.SchedulerEvent.Ended;
import dev.taskhost.core.engine.SchedulerEvent.Execution;
import dev.taskhost.core.output.OutputFlusher;
import dev.taskhost.core.progress.ProgressFlusher;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes that are not recorded yet. One that the database could not take is kept and written again, so none is lost
 * while it is away. Confined to the engine's thread.
 */
final class Ends {
    private static final int BATCH = 1_000;

    private final Ledger ledger;
    private final Consumer<SchedulerEvent> events;
    private final Consumer<Execution> recorded;
    private final Pause betweenLooks;
    private final OutputFlusher output;
    private final ProgressFlusher progress;
    private final Deque<Finished> waiting = new ArrayDeque<>();
    private List<Finished> sent = List.of();

    /**
     * @param recorded is told of every execution whose end the database has taken or refused
     */
    Ends(EngineParts parts, Consumer<Execution> recorded) {
        this.ledger = parts.stores().ledger();
        this.events = parts.events();
        this.recorded = recorded;
        this.betweenLooks = parts.betweenLooks();
        this.output = parts.output();
        this.progress = parts.stores().progress();
    }

    /** @param generation as {@link End#generation} */
    void add(Execution execution, Outcome outcome, long at, List<NewEntry> follows, String generation) {
        waiting.add(new Finished(execution, outcome, at, follows, generation));
    }

    /** The next write; null when all is recorded or about to be. */
    @Nullable
    Write next() {
        if (waiting.isEmpty()) {
            return null;
        }
        List<Finished> batch = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < BATCH) {
            batch.add(waiting.remove());
        }
        sent = batch;
        return new Write(lease -> send(lease, batch), () -> sent = List.of(), true);
    }

    boolean allRecorded() {
        return waiting.isEmpty() && sent.isEmpty();
    }

    /** The lease was lost: other hosts have ended these executions. */
    void drop() {
        waiting.clear();
        sent = List.of();
    }

    private Runnable send(Lease lease, List<Finished> batch) {
        // First what they printed and how far they were: who sees a final status then finds all of it. Should that fail
        // they end all the same.
        List<String> traceIds = batch.stream().map(f -> f.execution().traceId()).toList();
        output.flush(traceIds);
        progress.flush(traceIds);
        List<Boolean> bears =
                ledger.end(lease, batch.stream().map(Finished::end).toList());
        return () -> {
            sent = List.of();
            for (int i = 0; i < batch.size(); i++) {
                tell(batch.get(i), bears.get(i));
            }
        };
    }

    private void tell(Finished finished, boolean bears) {
        Execution execution = finished.execution();
        Outcome outcome = finished.outcome();
        recorded.accept(execution);
        if (!finished.follows().isEmpty()) {
            betweenLooks.cut(); // it is in the queue now
        }
        events.accept(
                bears
                        ? new Ended(execution, outcome.status(), finished.at(), outcome.detail())
                        : new EndDropped(execution, outcome.status()));
    }

    private record Finished(Execution execution, Outcome outcome, long at, List<NewEntry> follows, String generation) {
        End end() {
            return new End(
                    execution.executionId(),
                    execution.taskId(),
                    outcome.status(),
                    outcome.extra(),
                    execution.startedAt(),
                    at,
                    follows,
                    generation);
        }
    }
}

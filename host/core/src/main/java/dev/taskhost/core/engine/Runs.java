package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.engine.Inbox.Message.BodyEnded;
import dev.taskhost.core.engine.SchedulerEvent.EndDropped;
import dev.taskhost.core.engine.SchedulerEvent.Ended;
import dev.taskhost.core.engine.SchedulerEvent.Execution;
import dev.taskhost.core.engine.SchedulerEvent.Started;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.End;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.task.TaskDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Executions under way on this host, from the answer of the ledger to their recorded end. Confined to the engine's
 * thread.
 *
 * <p>An outcome that the database could not take yet is kept and written again, so none is lost while it is away.
 */
final class Runs {
    private static final int BATCH = 1_000;

    private final Ledger ledger;
    private final LeaseHolder lease;
    private final InstantSource clock;
    private final Inbox inbox;
    private final Consumer<SchedulerEvent> events;
    private final Map<Long, Run> running = new HashMap<>();
    private final Deadlines<Run> deadlines = new Deadlines<>();
    private final List<Finished> unrecorded = new ArrayList<>();

    Runs(EngineParts parts) {
        this.ledger = parts.stores().ledger();
        this.lease = parts.lease();
        this.clock = parts.clock();
        this.inbox = parts.inbox();
        this.events = parts.events();
    }

    /** Calls the body of an execution that the ledger gave us. */
    void begin(TaskState task, Start start, long executionId) {
        long now = clock.millis();
        TaskDefinition definition = task.definition;
        Body body = task.body;
        String name = body == null ? task.row.executeFunc() : body.name();
        Execution execution =
                new Execution(executionId, task.id, task.row.taskKey(), name, start.traceId(), start.fireAt(), now);
        if (definition == null || body == null) {
            finish(execution, Outcome.error(Status.CANCELLED, "the task was disabled as it started"), now);
            return;
        }
        if (now - start.fireAt() > definition.misfireGrace().toMillis()) {
            // Its answer was lost with the database, and by now it is too late to run.
            finish(execution, Outcome.error(Status.MISSED, "the database was away; found again too late to run"), now);
            return;
        }
        Run run = new Run(execution);
        running.put(executionId, run);
        events.accept(new Started(execution));
        run.body = call(definition, body, execution);
        Duration timeout = definition.policy().timeout();
        if (timeout != null) {
            run.timeout = Seconds.text(timeout);
            deadlines.add(now + timeout.toMillis(), run);
        }
    }

    /** A body ended. A second result of one execution is ignored: a final status never changes again. */
    void ended(BodyEnded message) {
        Run run = running.remove(message.executionId());
        if (run != null) {
            finish(run.execution, Outcome.of(message.result(), run.stop), message.at());
        }
    }

    /** Interrupts what has run longer than its timeout. */
    void stopLate() {
        for (Run run : deadlines.take(clock.millis())) {
            if (running.containsKey(run.execution.executionId())) {
                stop(run, new Stop(Status.TIMEOUT, "it ran longer than extra.timeout, " + run.timeout));
            }
        }
    }

    /** Interrupts everything. */
    void stopAll(String reason) {
        running.values().forEach(run -> stop(run, new Stop(Status.CANCELLED, reason)));
    }

    /** Ends without their bodies what did not end after it was interrupted. */
    void abandonAll() {
        for (Run run : List.copyOf(running.values())) {
            running.remove(run.execution.executionId());
            finish(
                    run.execution,
                    Outcome.error(Status.CANCELLED, "it was interrupted and did not end"),
                    clock.millis());
        }
    }

    /** The lease was lost: other hosts have ended these executions; their bodies are stopped, their results dropped. */
    void drop() {
        stopAll("this host's lease was lost");
        running.clear();
        unrecorded.clear();
    }

    /** Writes what has ended. */
    void record() {
        while (!unrecorded.isEmpty()) {
            List<Finished> batch = List.copyOf(unrecorded.subList(0, Math.min(BATCH, unrecorded.size())));
            List<Boolean> recorded =
                    ledger.end(lease.get(), batch.stream().map(Finished::end).toList());
            unrecorded.subList(0, batch.size()).clear();
            for (int i = 0; i < batch.size(); i++) {
                tell(batch.get(i), recorded.get(i));
            }
        }
    }

    int count() {
        return running.size();
    }

    boolean allRecorded() {
        return unrecorded.isEmpty();
    }

    /** The next timeout, epoch milliseconds. */
    long nextDeadline() {
        return deadlines.next();
    }

    private RunningBody call(TaskDefinition definition, Body body, Execution execution) {
        BodyCall call = new BodyCall(
                execution.taskKey(),
                definition.args(),
                definition.policy().kwargs(),
                execution.executionId(),
                execution.traceId());
        long id = execution.executionId();
        try {
            return body.start(call, result -> inbox.put(new BodyEnded(id, result, clock.millis())));
        } catch (RuntimeException e) {
            events.accept(new SchedulerEvent.Fault("starting " + body.name(), e));
            inbox.put(new BodyEnded(id, new BodyResult.Failed("the host could not start it: " + e), clock.millis()));
            return () -> {};
        }
    }

    private static void stop(Run run, Stop why) {
        if (run.stop == null && run.body != null) {
            run.stop = why;
            run.body.stop();
        }
    }

    private void finish(Execution execution, Outcome outcome, long at) {
        unrecorded.add(new Finished(execution, outcome, at));
    }

    private void tell(Finished finished, boolean recorded) {
        Execution execution = finished.execution();
        Outcome outcome = finished.outcome();
        events.accept(
                recorded
                        ? new Ended(execution, outcome.status(), finished.at(), outcome.detail())
                        : new EndDropped(execution, outcome.status()));
    }

    private static final class Run {
        final Execution execution;

        @Nullable
        RunningBody body;

        @Nullable
        Stop stop;

        String timeout = "";

        Run(Execution execution) {
            this.execution = execution;
        }
    }

    private record Finished(Execution execution, Outcome outcome, long at) {
        End end() {
            return new End(
                    execution.executionId(),
                    execution.taskId(),
                    outcome.status(),
                    outcome.extra(),
                    execution.startedAt(),
                    at);
        }
    }
}

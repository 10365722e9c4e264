package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.engine.Inbox.Message.BodyEnded;
import dev.taskhost.core.engine.SchedulerEvent.Execution;
import dev.taskhost.core.engine.SchedulerEvent.Started;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.store.Ledger.Start;
import dev.taskhost.core.task.TaskDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Executions of this host, from the answer of the ledger to their recorded end. What was claimed ahead of its fire time
 * waits here for it. Confined to the engine's thread.
 */
final class Runs {
    private final InstantSource clock;
    private final Inbox inbox;
    private final Consumer<SchedulerEvent> events;
    private final Ends ends;
    private final Map<Long, Run> running = new HashMap<>();

    /** Executions by the task they hold, until their end is recorded. */
    private final Map<Integer, Long> holders = new HashMap<>();

    private final Deadlines<Claimed> claimed = new Deadlines<>();
    private final Deadlines<Run> timeouts = new Deadlines<>();

    Runs(EngineParts parts) {
        this.clock = parts.clock();
        this.inbox = parts.inbox();
        this.events = parts.events();
        this.ends = new Ends(parts, this::release);
    }

    /** Takes an execution that the ledger gave us; its body is called at the fire time. */
    void begin(TaskState task, Start start, long executionId) {
        holders.put(task.id, executionId);
        Claimed execution = new Claimed(task, start, executionId);
        if (start.fireAt() > clock.millis()) {
            claimed.add(start.fireAt(), execution);
        } else {
            call(execution);
        }
    }

    /** Calls the bodies whose fire time has come. */
    void callDue() {
        claimed.take(clock.millis()).forEach(this::call);
    }

    /** Whether an execution of this host holds the task. */
    boolean holds(int taskId) {
        return holders.containsKey(taskId);
    }

    /** A body ended. A second result of one execution is ignored: a final status never changes again. */
    void ended(BodyEnded message) {
        Run run = running.remove(message.executionId());
        if (run != null) {
            ends.add(run.execution, Outcome.of(message.result(), run.stop), message.at());
        }
    }

    /** Interrupts what has run longer than its timeout. */
    void stopLate() {
        for (Run run : timeouts.take(clock.millis())) {
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
            ends.add(
                    run.execution,
                    Outcome.error(Status.CANCELLED, "it was interrupted and did not end"),
                    clock.millis());
        }
    }

    /** The lease was lost: other hosts have ended these executions; their bodies are stopped, their results dropped. */
    void drop() {
        stopAll("this host's lease was lost");
        running.clear();
        claimed.clear();
        holders.clear();
        ends.drop();
    }

    /** Writes what has ended; null when there is nothing. */
    @Nullable
    Write next() {
        return ends.next();
    }

    /** How many are claimed or run. */
    int count() {
        return running.size() + claimed.size();
    }

    boolean allRecorded() {
        return ends.allRecorded();
    }

    /** The next fire time of what is claimed, or the next timeout, epoch milliseconds. */
    long nextDeadline() {
        return Math.min(claimed.next(), timeouts.next());
    }

    private void release(Execution execution) {
        holders.remove(execution.taskId(), execution.executionId());
    }

    private void call(Claimed it) {
        TaskState task = it.task();
        TaskDefinition definition = task.definition;
        Body body = task.body;
        long now = clock.millis();
        Execution execution = it.execution(now);
        if (definition == null || body == null) {
            ends.add(execution, Outcome.error(Status.CANCELLED, "the task was disabled as it started"), now);
            return;
        }
        if (now - it.start().fireAt() > definition.misfireGrace().toMillis()) {
            // Its answer was lost with the database, and by now it is too late to run.
            ends.add(
                    execution, Outcome.error(Status.MISSED, "the database was away; found again too late to run"), now);
            return;
        }
        Run run = new Run(execution);
        running.put(it.executionId(), run);
        events.accept(new Started(execution));
        run.body = call(definition, body, execution);
        Duration timeout = definition.policy().timeout();
        if (timeout != null) {
            run.timeout = Seconds.text(timeout);
            timeouts.add(now + timeout.toMillis(), run);
        }
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

    /** An execution that is ours and whose body was not called yet. */
    private record Claimed(TaskState task, Start start, long executionId) {
        Execution execution(long startedAt) {
            Body body = task.body;
            String name = body == null ? task.row.executeFunc() : body.name();
            return new Execution(
                    executionId, task.id, task.row.taskKey(), name, start.traceId(), start.fireAt(), startedAt);
        }
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
}

package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.engine.Claim.Callee;
import dev.taskhost.core.engine.Inbox.Message.BodyEnded;
import dev.taskhost.core.engine.SchedulerEvent.Execution;
import dev.taskhost.core.engine.SchedulerEvent.Started;
import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import dev.taskhost.core.output.ExecutionOutput;
import dev.taskhost.core.output.OutputFlusher;
import dev.taskhost.core.store.TaskQueue.NewEntry;
import dev.taskhost.core.store.TaskQueue.StopRequest;
import dev.taskhost.core.task.MisfirePolicy;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Executions of this host, from the answer of the ledger to their recorded end. What was claimed ahead of its fire time
 * waits here for it. Confined to the engine's thread.
 */
final class Runs {
    private final InstantSource clock;
    private final LeaseHolder lease;
    private final Inbox inbox;
    private final OutputFlusher output;
    private final Consumer<SchedulerEvent> events;
    private final Ends ends;
    private final Following following;
    private final IntConsumer freed;
    private final Map<Long, Run> running = new HashMap<>();

    /** Executions by the task they hold, until their end is recorded. */
    private final Map<Integer, Long> holders = new HashMap<>();

    private final Deadlines<Claim> claimed = new Deadlines<>();
    private final Deadlines<Run> timeouts = new Deadlines<>();

    /** Called, and not told yet. */
    private final List<Execution> started = new ArrayList<>();

    /** Reasons of what is to stop and was not called yet, by execution. */
    private final Map<Long, String> stopRequests = new HashMap<>();

    /**
     * @param freed is told of tasks that no execution of this host holds any more
     */
    Runs(EngineParts parts, Following following, IntConsumer freed) {
        this.following = following;
        this.freed = freed;
        this.clock = parts.clock();
        this.lease = parts.lease();
        this.inbox = parts.inbox();
        this.output = parts.output();
        this.events = parts.events();
        this.ends = new Ends(parts, this::release);
    }

    /** Takes an execution that the ledger gave us; its body is called at the fire time. */
    void begin(Claim claim) {
        holders.put(claim.task().id, claim.executionId());
        if (claim.fireAt() > clock.millis() || !lease.sure()) {
            claimed.add(claim.fireAt(), claim);
        } else {
            call(claim);
        }
    }

    /** These are to stop, whether they run already or are called later. */
    void stopAsked(List<StopRequest> requests) {
        stopRequests.clear();
        for (StopRequest request : requests) {
            Run run = running.get(request.executionId());
            if (run == null) {
                stopRequests.put(request.executionId(), request.reason());
            } else {
                run.stop(new Stop(Status.CANCELLED, request.reason()));
            }
        }
    }

    /** Calls the bodies whose fire time has come, unless this host may have been declared dead meanwhile. */
    void callDue() {
        if (lease.sure()) {
            claimed.take(clock.millis()).forEach(this::call);
        }
        tellStarted();
    }

    /** Told once all that is due was called: what is told costs more than the call, and the next fire time is as due. */
    private void tellStarted() {
        started.forEach(execution -> events.accept(new Started(execution)));
        started.clear();
    }

    /** Whether an execution of this host holds the task. */
    boolean holds(int taskId) {
        return holders.containsKey(taskId);
    }

    /** A body ended. A second result of one execution is ignored: a final status never changes again. */
    void ended(BodyEnded message) {
        Run run = running.remove(message.executionId());
        if (run != null) {
            Outcome outcome = Outcome.of(message.result(), run.stop);
            List<NewEntry> follows = following.of(run.execution, run.policy, outcome.status(), message.at());
            end(run, outcome, message.at(), follows);
        }
    }

    /** Interrupts what has run longer than its timeout. */
    void stopLate() {
        for (Run run : timeouts.take(clock.millis())) {
            if (running.containsKey(run.execution.executionId())) {
                run.stop(new Stop(Status.TIMEOUT, "it ran longer than " + run.timeout));
            }
        }
    }

    /** What each execution that runs, and is not being stopped, has allocated since it began; by execution. */
    Map<Long, Long> allocated() {
        Map<Long, Long> bytes = new HashMap<>();
        running.forEach((id, run) -> {
            if (run.stop == null) {
                bytes.put(id, run.allocatedBytes());
            }
        });
        return bytes;
    }

    /** Interrupts one execution for the heap's sake; it ends as {@code fail}. */
    Execution stopGreedy(long executionId, String reason) {
        Run run = Objects.requireNonNull(running.get(executionId));
        run.stop(new Stop(Status.FAIL, reason));
        return run.execution;
    }

    boolean runs(long executionId) {
        return running.containsKey(executionId);
    }

    /** Interrupts everything. */
    void stopAll(String reason) {
        running.values().forEach(run -> run.stop(new Stop(Status.CANCELLED, reason)));
    }

    /** Ends without their bodies what did not end after it was interrupted. */
    void abandonAll() {
        for (Run run : List.copyOf(running.values())) {
            running.remove(run.execution.executionId());
            Outcome outcome = Outcome.error(Status.CANCELLED, "it was interrupted and did not end");
            end(run, outcome, clock.millis(), List.of());
        }
    }

    /** The error an execution ended with is the last it says. */
    private void end(Run run, Outcome outcome, long at, List<NewEntry> follows) {
        String detail = outcome.detail();
        if (detail != null && outcome.status() != Status.SUCCESS && outcome.status() != Status.REJECTED) {
            run.output.line(true, detail.stripTrailing());
        }
        run.output.close();
        ends.add(run.execution, outcome, at, follows, run.generation());
    }

    /** The lease was lost: other hosts have ended these executions; their bodies are stopped, their results dropped. */
    void drop() {
        stopAll("this host's lease was lost");
        running.values().forEach(run -> run.output.close());
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
        // Without a sure lease it is the next heartbeat's message that is waited for.
        return lease.sure() ? Math.min(claimed.next(), timeouts.next()) : timeouts.next();
    }

    private void release(Execution execution) {
        holders.remove(execution.taskId(), execution.executionId());
        freed.accept(execution.taskId());
    }

    private void call(Claim claim) {
        Callee callee = claim.callee();
        long now = clock.millis();
        Execution execution = claim.execution(now);
        String asked = stopRequests.get(claim.executionId());
        if (callee == null) {
            endUncalled(execution, Status.CANCELLED, "the task was disabled as it started");
        } else if (asked != null) {
            endUncalled(execution, Status.CANCELLED, asked);
        } else if (tooLate(claim, callee.definition(), now)) {
            endUncalled(execution, Status.MISSED, "the database was away; found again too late to run");
        } else {
            call(claim, callee, execution);
        }
    }

    /** Its answer was lost with the database, and by now it is too late to run. */
    private static boolean tooLate(Claim claim, TaskDefinition definition, long now) {
        return claim.cause() == Cause.TRIGGER
                && definition.policy().misfire().kind() == MisfirePolicy.Kind.SKIP
                && now - claim.fireAt() > definition.misfireGrace().toMillis();
    }

    private void endUncalled(Execution execution, Status status, String reason) {
        ends.add(execution, Outcome.error(status, reason), execution.startedAt(), List.of(), "");
    }

    private void call(Claim claim, Callee callee, Execution execution) {
        TaskPolicy policy = callee.definition().policy();
        ExecutionOutput printed = output.open(execution.executionId(), execution.traceId());
        Run run = new Run(execution, policy, printed);
        running.put(execution.executionId(), run);
        started.add(execution);
        List<String> args = claim.args();
        run.body = call(
                callee.body(),
                new BodyCall(
                        execution.taskKey(),
                        args == null ? callee.definition().args() : args,
                        policy.kwargs(),
                        execution.executionId(),
                        execution.traceId(),
                        printed,
                        policy.priority(),
                        policy.isolation()));
        Duration timeout = callee.definition().timeout();
        if (!timeout.isZero()) {
            String setting = policy.timeout() == null ? "scheduler.timeout_seconds" : "extra.timeout";
            run.timeout = setting + ", " + Seconds.text(timeout);
            timeouts.add(execution.startedAt() + timeout.toMillis(), run);
        }
    }

    private RunningBody call(Body body, BodyCall call) {
        long id = call.executionId();
        try {
            return body.start(call, result -> inbox.put(new BodyEnded(id, result, clock.millis())));
        } catch (RuntimeException e) {
            events.accept(new SchedulerEvent.Fault("starting " + body.name(), e));
            inbox.put(new BodyEnded(id, new BodyResult.Failed("the host could not start it: " + e), clock.millis()));
            return () -> {};
        }
    }
}

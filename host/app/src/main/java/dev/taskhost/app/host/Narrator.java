package dev.taskhost.app.host;

import dev.taskhost.core.engine.SchedulerEvent;
import dev.taskhost.core.engine.SchedulerEvent.ClockOff;
import dev.taskhost.core.engine.SchedulerEvent.DatabaseAway;
import dev.taskhost.core.engine.SchedulerEvent.DatabaseBack;
import dev.taskhost.core.engine.SchedulerEvent.EndDropped;
import dev.taskhost.core.engine.SchedulerEvent.Ended;
import dev.taskhost.core.engine.SchedulerEvent.Execution;
import dev.taskhost.core.engine.SchedulerEvent.Fault;
import dev.taskhost.core.engine.SchedulerEvent.Freed;
import dev.taskhost.core.engine.SchedulerEvent.HeapExhausted;
import dev.taskhost.core.engine.SchedulerEvent.HeapFull;
import dev.taskhost.core.engine.SchedulerEvent.LeaseLost;
import dev.taskhost.core.engine.SchedulerEvent.Lost;
import dev.taskhost.core.engine.SchedulerEvent.Missed;
import dev.taskhost.core.engine.SchedulerEvent.NextMissing;
import dev.taskhost.core.engine.SchedulerEvent.OutputFailed;
import dev.taskhost.core.engine.SchedulerEvent.Pending;
import dev.taskhost.core.engine.SchedulerEvent.PruneFailed;
import dev.taskhost.core.engine.SchedulerEvent.Pruned;
import dev.taskhost.core.engine.SchedulerEvent.Queued;
import dev.taskhost.core.engine.SchedulerEvent.Registered;
import dev.taskhost.core.engine.SchedulerEvent.RegisteredMany;
import dev.taskhost.core.engine.SchedulerEvent.Rejected;
import dev.taskhost.core.engine.SchedulerEvent.Retrying;
import dev.taskhost.core.engine.SchedulerEvent.Skipped;
import dev.taskhost.core.engine.SchedulerEvent.Started;
import dev.taskhost.core.engine.SchedulerEvent.Unregistered;
import dev.taskhost.core.execution.Cause;
import dev.taskhost.core.execution.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Tells people what the scheduler does: one line per finished execution, and one for whatever else they should know.
 * Thread-safe.
 */
public final class Narrator implements Consumer<SchedulerEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Narrator.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String UNLESS_CHANGED = "; it is answered again when the row changes";

    private final ZoneId zone;

    /** Takes the zone in which fire times are told. */
    public Narrator(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public void accept(SchedulerEvent event) {
        switch (event) {
            case Registered e -> LOG.info("{} registered: {}, {}", e.taskKey(), e.body(), next(e.nextFireAt()));
            case RegisteredMany e -> LOG.info("{} tasks registered, {} to {}", e.tasks(), e.firstKey(), e.lastKey());
            case Unregistered e -> LOG.info("{} unregistered: {}", e.taskKey(), e.why());
            case Pending e -> pending(e);
            case Rejected e ->
                LOG.warn(
                        "{} rejected (task {}{}): {}{}",
                        e.taskKey(),
                        e.taskId(),
                        e.executionId() == null ? "" : ", execution " + e.executionId(),
                        e.reason(),
                        UNLESS_CHANGED);
            case Started e ->
                LOG.debug(
                        "{} started, execution {}",
                        e.execution().taskKey(),
                        e.execution().executionId());
            case Ended e -> traced(e.execution(), () -> ended(e));
            case Retrying e ->
                LOG.info("{}: attempt {} follows at {}", e.failed().taskKey(), e.attempt(), at(e.dueAt()));
            case NextMissing e ->
                LOG.warn(
                        "{} succeeded, but there is no enabled task {}, which its extra.next names; nothing follows",
                        e.after().taskKey(),
                        e.taskKey());
            case Queued e -> LOG.info("{} still runs: {} waits until it has ended", e.taskKey(), at(e.fireAt()));
            case EndDropped e ->
                LOG.warn(
                        "{} ended as {}, but execution {} had been declared lost; its row stays lost",
                        e.execution().taskKey(),
                        e.status().word(),
                        e.execution().executionId());
            case Skipped e ->
                LOG.warn(
                        "{} skipped at {}, execution {}: {}", e.taskKey(), at(e.fireAt()), e.executionId(), e.reason());
            case Missed e -> missed(e);
            case Lost e ->
                LOG.warn("{} lost: host {} died during execution {}", e.taskKey(), e.node(), e.executionId());
            case Freed e ->
                LOG.warn(
                        "{} was doing, but no host has run it for free_doing_after_seconds: it is ready again",
                        e.taskKey());
            case DatabaseAway e ->
                LOG.error("{}. It is tried again; nothing starts meanwhile, nothing is lost", sentence(e.reason()));
            case DatabaseBack e -> LOG.info("the database is back after {}", took(e.awayMillis()));
            case LeaseLost e ->
                LOG.error("{}. What runs here is stopped, and this host joins anew", sentence(e.reason()));
            case ClockOff e -> clockOff(e);
            case Pruned e -> LOG.info("removed {} old executions, see keep in docs/tasks.md", e.executions());
            case PruneFailed e ->
                LOG.error("{}. Old executions stay meanwhile, and it is tried again", sentence(e.reason()));
            case OutputFailed e ->
                LOG.error(
                        "{}. What tasks print is kept meanwhile, as far as there is memory for it, and it is tried again",
                        sentence(e.reason()));
            case HeapFull e -> heapFull(e);
            case HeapExhausted e ->
                LOG.error(
                        "the heap stays {}, and nothing is left to end",
                        e.reading().text());
            case Fault e -> LOG.error("a fault in the scheduler ({}); it goes on", e.what(), e.cause());
        }
    }

    private void ended(Ended e) {
        Execution execution = e.execution();
        String line = execution.taskKey() + " " + e.status().word() + " in "
                + took(e.endedAt() - execution.startedAt()) + " (" + at(execution.fireAt()) + " +"
                + (execution.startedAt() - execution.fireAt()) + " ms, execution " + execution.executionId()
                + why(execution)
                + ")";
        String detail = e.detail() == null ? "" : ": " + lastLine(e.detail());
        if (e.status() == Status.SUCCESS) {
            LOG.info("{}{}", line, detail);
        } else {
            LOG.warn("{}{}", line, detail);
        }
    }

    private static String why(Execution execution) {
        String cause = execution.cause() == Cause.TRIGGER
                ? ""
                : ", " + execution.cause().word();
        return execution.attempt() == 1 ? cause : cause + ", attempt " + execution.attempt();
    }

    /** On one line and without its full stop, as more follows. */
    private static String sentence(String reason) {
        String line = reason.replaceAll("\\s*\\R\\s*", " ").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static void traced(Execution execution, Runnable line) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("trace_id", execution.traceId());
                MDC.MDCCloseable _ = MDC.putCloseable("execution_id", Long.toString(execution.executionId()))) {
            line.run();
        }
    }

    private static void heapFull(HeapFull e) {
        if (e.ended() == null) {
            LOG.error(
                    "the heap is {}, and no execution is left whose end would help; give the host more memory"
                            + " (JAVA_OPTS=-Xmx…)",
                    e.reading().text());
        } else {
            LOG.warn(
                    "the heap is {}: {}, execution {}, is ended for it",
                    e.reading().text(),
                    e.ended().taskKey(),
                    e.ended().executionId());
        }
    }

    private static void pending(Pending e) {
        if (e.columns() == null) {
            LOG.info("{}: no change waits any more", e.taskKey());
        } else {
            LOG.info(
                    "{}: {} changed and waits; it is taken over when the task is disabled and enabled again,"
                            + " or by: taskhost reload {}",
                    e.taskKey(),
                    e.columns(),
                    e.taskKey());
        }
    }

    private void missed(Missed e) {
        if (e.count() == 1) {
            LOG.warn("{} missed {}: too late to run", e.taskKey(), at(e.first()));
        } else {
            LOG.warn("{} missed {} fire times from {} to {}", e.taskKey(), e.count(), at(e.first()), at(e.last()));
        }
    }

    private static void clockOff(ClockOff e) {
        LOG.error(
                "this machine's clock is {} {} the database's; tasks fire at the wrong time until it is set right (NTP)",
                took(Math.abs(e.offsetMillis())),
                e.offsetMillis() > 0 ? "ahead of" : "behind");
    }

    private String next(@Nullable Long fireAt) {
        return fireAt == null ? "no fire time any more" : "next " + at(fireAt);
    }

    private String at(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    private static String took(long millis) {
        if (millis < 10_000) {
            return millis + " ms";
        }
        Duration duration = Duration.ofMillis(millis);
        return duration.toMinutes() < 10 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }

    /** A Python traceback's last line is the error; a JavaScript or Java one begins with it. */
    private static String lastLine(String detail) {
        String[] lines = detail.strip().split("\n", -1);
        String last = lines[lines.length - 1];
        boolean frame = last.startsWith("    at ") || last.startsWith("\tat ") || last.startsWith("  File ");
        return (frame ? lines[0] : last).strip();
    }
}

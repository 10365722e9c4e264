package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.engine.SchedulerEvent.Pending;
import dev.taskhost.core.engine.SchedulerEvent.Registered;
import dev.taskhost.core.engine.SchedulerEvent.Rejected;
import dev.taskhost.core.engine.SchedulerEvent.Unregistered;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Rejection;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows over: registers, disables, gives a new spec, shows what is pending, answers bad rows. Confined to the
 * engine's thread.
 *
 * <p>The database is written first and the memory after it, so what fails half way is simply done again with the next
 * look at the table.
 */
final class Registrar {
    private static final int CHUNK = 1_000;

    private final Board board;
    private final Agenda agenda;
    private final Judge judge;
    private final Ledger ledger;
    private final LeaseHolder lease;
    private final TaskDefaults defaults;
    private final TraceIds traceIds;
    private final BiConsumer<TaskState, Body> checkBody;
    private final Consumer<SchedulerEvent> events;

    Registrar(EngineParts parts, Board board, Agenda agenda, BiConsumer<TaskState, Body> checkBody) {
        this.board = board;
        this.agenda = agenda;
        this.judge = new Judge(parts, board);
        this.ledger = parts.stores().ledger();
        this.lease = parts.lease();
        this.defaults = parts.settings().defaults();
        this.traceIds = parts.traceIds();
        this.events = parts.events();
        this.checkBody = checkBody;
    }

    /** Takes over what was read; {@code full} when these are all rows, so that tasks not among them are gone. */
    void take(List<WatchedRow> rows, boolean full) {
        if (full) {
            forgetAllBut(rows);
        }
        rows.forEach(row -> board.noteKey(row.task()));
        List<Verdict> verdicts =
                rows.stream().map(judge::judge).filter(Objects::nonNull).toList();
        for (int from = 0; from < verdicts.size(); from += CHUNK) {
            apply(verdicts.subList(from, Math.min(from + CHUNK, verdicts.size())));
        }
        rows.forEach(this::showPending);
    }

    /** Takes the result of a body's check: a body that cannot be called is answered, one that waited for it is planned. */
    void checked(TaskState task, String body, String reason) {
        Verdict.Good waiting = task.waiting;
        boolean waited = waiting != null && waiting.body().name().equals(body);
        boolean runs = task.body != null && task.body.name().equals(body);
        if (!reason.isEmpty() && (waited || runs)) {
            reject(task, reason);
        } else if (waiting != null && waited) {
            planAll(List.of(waiting));
        }
    }

    /** Answers a task whose body cannot be called; what it had planned is taken away. */
    void reject(TaskState task, String reason) {
        rejectAll(List.of(new Verdict.Bad(task.row, judge.judgement(task.row), task.reloads, reason)));
    }

    private void apply(List<Verdict> verdicts) {
        List<Verdict.Disabled> disabled = only(Verdict.Disabled.class, verdicts);
        List<Integer> planned = disabled.stream()
                .filter(Verdict.Disabled::planned)
                .map(verdict -> verdict.row().id())
                .toList();
        if (!planned.isEmpty()) {
            ledger.unplan(lease.get(), planned);
        }
        disabled.forEach(verdict -> disable(verdict.row()));
        rejectAll(only(Verdict.Bad.class, verdicts));
        List<Verdict.Good> good = only(Verdict.Good.class, verdicts);
        good.stream().filter(Verdict.Good::suspect).forEach(this::checkFirst);
        planAll(good.stream().filter(verdict -> !verdict.suspect()).toList());
    }

    private void checkFirst(Verdict.Good verdict) {
        TaskState task = state(verdict.row());
        task.row = verdict.row();
        task.judgement = verdict.judgement();
        task.reloads = verdict.reloads();
        task.rest();
        task.rejection = "its body is being checked";
        task.waiting = verdict;
        checkBody.accept(task, verdict.body());
    }

    private void disable(TaskRow row) {
        TaskState task = state(row);
        boolean ran = task.definition != null;
        task.row = row;
        task.rejection = null;
        task.rest();
        if (ran) {
            events.accept(new Unregistered(task.id, row.taskKey(), "is_valid is 0"));
        }
    }

    private void rejectAll(List<Verdict.Bad> bad) {
        if (bad.isEmpty()) {
            return;
        }
        List<Rejection> rejections = bad.stream().map(this::rejection).toList();
        List<@Nullable Long> answers = ledger.reject(lease.get(), rejections);
        for (int i = 0; i < bad.size(); i++) {
            Verdict.Bad verdict = bad.get(i);
            TaskState task = state(verdict.row());
            boolean told = verdict.reason().equals(task.rejection);
            task.row = verdict.row();
            task.judgement = verdict.judgement();
            task.reloads = verdict.reloads();
            task.rejection = verdict.reason();
            task.rest();
            if (!told) {
                events.accept(new Rejected(task.id, task.row.taskKey(), answers.get(i), verdict.reason()));
            }
        }
    }

    private Rejection rejection(Verdict.Bad verdict) {
        String fingerprint = TaskDefinition.fingerprint(verdict.row(), defaults.zone(), defaults);
        return new Rejection(verdict.row().id(), fingerprint, verdict.reason(), traceIds.next());
    }

    private void planAll(List<Verdict.Good> good) {
        if (good.isEmpty()) {
            return;
        }
        List<Plan> plans = good.stream().map(Registrar::plan).toList();
        List<ScheduleRow> inForce = ledger.plan(lease.get(), plans);
        for (int i = 0; i < good.size(); i++) {
            Verdict.Good verdict = good.get(i);
            Long next = inForce.get(i).nextFireAt();
            TaskState task = state(verdict.row());
            task.row = verdict.row();
            task.judgement = verdict.judgement();
            task.reloads = verdict.reloads();
            task.rejection = null;
            task.waiting = null;
            task.definition = verdict.definition();
            task.body = verdict.body();
            task.fireAt(next);
            agenda.enter(task);
            events.accept(
                    new Registered(task.id, task.row.taskKey(), verdict.body().name(), next));
            checkBody.accept(task, verdict.body());
        }
    }

    private static Plan plan(Verdict.Good verdict) {
        return new Plan(verdict.row().id(), verdict.definition().fingerprint(), verdict.firstFireAt(), verdict.anew());
    }

    private void forgetAllBut(List<WatchedRow> rows) {
        Set<Integer> present = rows.stream().map(row -> row.task().id()).collect(Collectors.toSet());
        List<Integer> gone = new ArrayList<>();
        board.all().stream()
                .map(task -> task.id)
                .filter(id -> !present.contains(id))
                .sorted()
                .forEach(gone::add);
        if (gone.isEmpty()) {
            return;
        }
        ledger.forget(lease.get(), gone);
        for (TaskState task : board.removeAllBut(present)) {
            task.rest();
            events.accept(new Unregistered(task.id, task.row.taskKey(), "its row is gone"));
        }
    }

    private void showPending(WatchedRow watched) {
        TaskState task = board.find(watched.task().id());
        if (task == null) {
            return;
        }
        ScheduleRow schedule = watched.schedule();
        String columns = task.definition == null ? null : PendingColumns.of(task.row, watched.task());
        boolean shown = Objects.equals(columns, schedule == null ? null : schedule.pending());
        if (!shown) {
            ledger.pending(lease.get(), task.id, columns);
        }
        if (!Objects.equals(columns, task.pending)) {
            task.pending = columns;
            events.accept(new Pending(task.id, task.row.taskKey(), columns));
        }
    }

    private TaskState state(TaskRow row) {
        TaskState task = board.find(row.id());
        if (task == null) {
            task = new TaskState(row);
            board.put(task);
        }
        return task;
    }

    private static <V extends Verdict> List<V> only(Class<V> type, List<Verdict> verdicts) {
        return verdicts.stream().filter(type::isInstance).map(type::cast).toList();
    }
}

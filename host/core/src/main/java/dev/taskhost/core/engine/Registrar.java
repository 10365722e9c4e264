package dev.taskhost.core.engine;

import dev.taskhost.core.engine.Inbox.Message;
import dev.taskhost.core.engine.SchedulerEvent.Pending;
import dev.taskhost.core.engine.SchedulerEvent.Registered;
import dev.taskhost.core.engine.SchedulerEvent.Rejected;
import dev.taskhost.core.engine.SchedulerEvent.Unregistered;
import dev.taskhost.core.store.Lease;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Rejection;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows over: registers, disables, gives a new spec, shows what is pending, answers bad rows. Confined to the
 * engine's thread.
 *
 * <p>The database is written first and the memory after it, so what fails half way is given up: the table is read again,
 * and what was read before is old by then.
 */
final class Registrar {
    private static final int CHUNK = 1_000;

    private final Board board;
    private final Consumer<TaskState> enter;
    private final Judge judge;
    private final Ledger ledger;
    private final TaskDefaults defaults;
    private final TraceIds traceIds;
    private final Checks checks;
    private final Consumer<SchedulerEvent> events;

    private final Deque<Write> writes = new ArrayDeque<>();
    private Iterator<WatchedRow> unread = Collections.emptyIterator();
    private List<WatchedRow> chunk = List.of();
    private Consumer<Boolean> taken = all -> {};

    /**
     * @param enter is given tasks that have a fire time
     */
    Registrar(EngineParts parts, Board board, Consumer<TaskState> enter) {
        this.board = board;
        this.enter = enter;
        this.judge = new Judge(parts, board);
        this.ledger = parts.stores().ledger();
        this.defaults = parts.settings().defaults();
        this.traceIds = parts.traceIds();
        this.events = parts.events();
        this.checks = new Checks(parts);
    }

    /** Takes over what was read, with the {@link #next} writes. */
    void take(Message.Rows read) {
        if (read.full()) {
            forgetAllBut(read.rows());
        }
        read.rows().forEach(row -> board.noteKey(row.task()));
        unread = read.rows().iterator();
        taken = read.taken();
    }

    /** The next write; null when everything is taken over. */
    @Nullable
    Write next() {
        while (writes.isEmpty()) {
            if (!chunk.isEmpty()) {
                List<WatchedRow> done = chunk;
                chunk = List.of();
                done.forEach(this::showPending);
            } else if (unread.hasNext()) {
                takeChunk();
            } else {
                taken(true);
                return null;
            }
        }
        return writes.remove();
    }

    /** Gives up what was read and is not taken over yet: it is to be read again. */
    void forget() {
        unread = Collections.emptyIterator();
        chunk = List.of();
        while (!writes.isEmpty()) {
            writes.remove().dropped().run();
        }
        taken(false);
    }

    /** Takes the result of a body's check: a body that cannot be called is answered, one that waited for it is planned. */
    void checked(Message.BodyChecked check) {
        TaskState task = board.find(check.taskId());
        if (task == null || task.judgement.generation() != check.generation()) {
            return;
        }
        Verdict.Good waiting = task.waiting;
        boolean waited = waiting != null && waiting.body().name().equals(check.body());
        boolean runs = task.body != null && task.body.name().equals(check.body());
        Runnable again = () -> checks.again(check);
        if (!check.reason().isEmpty() && (waited || runs)) {
            rejectAll(List.of(bad(task, check.reason())), again);
        } else if (waiting != null && waited) {
            planAll(List.of(waiting), again);
        }
    }

    /** Answers a task whose body cannot be called; what it had planned is taken away. */
    void reject(TaskState task, String reason) {
        rejectAll(List.of(bad(task, reason)), () -> enter.accept(task));
    }

    private Verdict.Bad bad(TaskState task, String reason) {
        return new Verdict.Bad(task.row, judge.judgement(task.row), task.reloads, reason);
    }

    private void taken(boolean all) {
        Consumer<Boolean> told = taken;
        taken = ignored -> {};
        told.accept(all);
    }

    private void takeChunk() {
        chunk = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        while (unread.hasNext() && chunk.size() < CHUNK) {
            WatchedRow row = unread.next();
            chunk.add(row);
            Verdict verdict = judge.judge(row);
            if (verdict != null) {
                verdicts.add(verdict);
            }
        }
        apply(verdicts);
    }

    private void apply(List<Verdict> verdicts) {
        disableAll(only(Verdict.Disabled.class, verdicts));
        rejectAll(only(Verdict.Bad.class, verdicts), this::forget);
        List<Verdict.Good> good = only(Verdict.Good.class, verdicts);
        good.stream().filter(Verdict.Good::suspect).forEach(this::checkFirst);
        planAll(good.stream().filter(verdict -> !verdict.suspect()).toList(), this::forget);
    }

    private void disableAll(List<Verdict.Disabled> disabled) {
        List<Integer> planned = disabled.stream()
                .filter(Verdict.Disabled::planned)
                .map(verdict -> verdict.row().id())
                .toList();
        if (planned.isEmpty()) {
            disabled.forEach(verdict -> disable(verdict.row()));
            return;
        }
        write(lease -> {
            ledger.unplan(lease, planned);
            return () -> disabled.forEach(verdict -> disable(verdict.row()));
        });
    }

    private void checkFirst(Verdict.Good verdict) {
        TaskState task = state(verdict.row());
        task.row = verdict.row();
        task.judgement = verdict.judgement();
        task.reloads = verdict.reloads();
        task.rest();
        task.rejection = "its body is being checked";
        task.waiting = verdict;
        checks.check(task, verdict.body());
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

    private void rejectAll(List<Verdict.Bad> bad, Runnable dropped) {
        if (bad.isEmpty()) {
            return;
        }
        List<Rejection> rejections = bad.stream().map(this::rejection).toList();
        writes.add(new Write(
                lease -> {
                    List<@Nullable Long> answers = ledger.reject(lease, rejections);
                    return () -> rejected(bad, answers);
                },
                dropped,
                false));
    }

    private void rejected(List<Verdict.Bad> bad, List<@Nullable Long> answers) {
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

    private void planAll(List<Verdict.Good> good, Runnable dropped) {
        if (good.isEmpty()) {
            return;
        }
        List<Plan> plans = good.stream().map(Registrar::plan).toList();
        writes.add(new Write(
                lease -> {
                    List<ScheduleRow> inForce = ledger.plan(lease, plans);
                    return () -> planned(good, inForce);
                },
                dropped,
                false));
    }

    private void planned(List<Verdict.Good> good, List<ScheduleRow> inForce) {
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
            enter.accept(task);
            events.accept(
                    new Registered(task.id, task.row.taskKey(), verdict.body().name(), next));
            checks.check(task, verdict.body());
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
        write(lease -> {
            ledger.forget(lease, gone);
            return () -> board.removeAll(gone).forEach(this::gone);
        });
    }

    private void gone(TaskState task) {
        task.rest();
        events.accept(new Unregistered(task.id, task.row.taskKey(), "its row is gone"));
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
            write(lease -> {
                ledger.pending(lease, task.id, columns);
                return () -> {};
            });
        }
        if (!Objects.equals(columns, task.pending)) {
            task.pending = columns;
            events.accept(new Pending(task.id, task.row.taskKey(), columns));
        }
    }

    private void write(Function<Lease, Runnable> call) {
        writes.add(new Write(call, this::forget, false));
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

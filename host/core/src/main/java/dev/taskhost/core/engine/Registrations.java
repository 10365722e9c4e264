package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.engine.Inbox.Message;
import dev.taskhost.core.engine.SchedulerEvent.Registered;
import dev.taskhost.core.engine.SchedulerEvent.RegisteredMany;
import dev.taskhost.core.engine.SchedulerEvent.Rejected;
import dev.taskhost.core.engine.SchedulerEvent.Unregistered;
import dev.taskhost.core.store.Ledger;
import dev.taskhost.core.store.Ledger.Plan;
import dev.taskhost.core.store.Ledger.Rejection;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskRow;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what verdicts say: registers, disables, gives a new spec, answers bad rows. Confined to the engine's thread; the
 * database is written first and the memory after it.
 */
final class Registrations {
    /** From so many tasks at once on, one event tells of all: a hundred thousand lines are no news to anybody. */
    private static final int MANY = 20;

    private final Board board;
    private final Judge judge;
    private final Consumer<TaskState> enter;
    private final Consumer<Write> writes;
    private final Ledger ledger;
    private final TaskDefaults defaults;
    private final TraceIds traceIds;
    private final Checks checks;
    private final Wanted wanted;
    private final Consumer<SchedulerEvent> events;

    /**
     * @param enter is given tasks that have a fire time
     * @param writes takes what is to be written, in this order
     */
    Registrations(EngineParts parts, Board board, Judge judge, Consumer<TaskState> enter, Consumer<Write> writes) {
        this.board = board;
        this.judge = judge;
        this.enter = enter;
        this.writes = writes;
        this.ledger = parts.stores().ledger();
        this.defaults = parts.settings().defaults();
        this.traceIds = parts.traceIds();
        this.checks = new Checks(parts);
        this.wanted = parts.wanted();
        this.events = parts.events();
    }

    /**
     * Applies verdicts.
     *
     * @param dropped is called when a write of theirs was dropped
     */
    void apply(List<Verdict> verdicts, Runnable dropped) {
        disableAll(only(Verdict.Disabled.class, verdicts), dropped);
        rejectAll(only(Verdict.Bad.class, verdicts), dropped);
        List<Verdict.Good> good = only(Verdict.Good.class, verdicts);
        good.stream().filter(Verdict.Good::suspect).forEach(this::checkFirst);
        planAll(good.stream().filter(verdict -> !verdict.suspect()).toList(), dropped);
    }

    /** Takes the result of a body's check: a body that cannot be called is answered, one that waited for it is planned. */
    void checked(Message.BodyChecked check) {
        TaskState task = board.find(check.taskId());
        if (task == null || task.judgement.generation() != check.generation()) {
            return;
        }
        Verdict.Good waiting = task.waiting;
        boolean waited = waiting != null && isOf(check, waiting.body(), waiting.definition());
        boolean runs = task.body != null && task.definition != null && isOf(check, task.body, task.definition);
        Runnable again = () -> checks.again(check);
        if (!check.reason().isEmpty() && (waited || runs)) {
            rejectAll(List.of(bad(task, check.reason())), again);
        } else if (waiting != null && waited) {
            planAll(List.of(waiting), again);
        }
    }

    private static boolean isOf(Message.BodyChecked check, Body body, TaskDefinition definition) {
        return body.name().equals(check.body()) && definition.policy().isolation() == check.isolation();
    }

    /** Answers a task whose body cannot be called; what it had planned is taken away. */
    void reject(TaskState task, String reason) {
        rejectAll(List.of(bad(task, reason)), () -> enter.accept(task));
    }

    private Verdict.Bad bad(TaskState task, String reason) {
        return new Verdict.Bad(task.row, judge.judgement(task.row), task.reloads, reason);
    }

    private void disableAll(List<Verdict.Disabled> disabled, Runnable dropped) {
        List<Integer> planned = disabled.stream()
                .filter(Verdict.Disabled::planned)
                .map(verdict -> verdict.row().id())
                .toList();
        if (planned.isEmpty()) {
            disabled.forEach(verdict -> disable(verdict.row()));
            return;
        }
        writes.accept(new Write(
                lease -> {
                    ledger.unplan(lease, planned);
                    return () -> disabled.forEach(verdict -> disable(verdict.row()));
                },
                dropped,
                false));
    }

    private void checkFirst(Verdict.Good verdict) {
        TaskState task = board.of(verdict.row());
        task.row = verdict.row();
        task.judgement = verdict.judgement();
        task.reloads = verdict.reloads();
        task.rest();
        board.reject(task, "its body is being checked");
        task.waiting = verdict;
        checks.check(task, verdict.body(), verdict.definition().policy().isolation());
    }

    private void disable(TaskRow row) {
        TaskState task = board.of(row);
        boolean ran = task.definition != null;
        task.row = row;
        board.reject(task, null);
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
        writes.accept(new Write(
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
            TaskState task = board.of(verdict.row());
            boolean told = verdict.reason().equals(task.rejection);
            task.row = verdict.row();
            task.judgement = verdict.judgement();
            task.reloads = verdict.reloads();
            board.reject(task, verdict.reason());
            task.rest();
            reconsiderPending(task);
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
        List<Plan> plans = good.stream().map(Registrations::plan).toList();
        writes.accept(new Write(
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
            TaskState task = board.of(verdict.row());
            task.row = verdict.row();
            task.judgement = verdict.judgement();
            task.reloads = verdict.reloads();
            board.reject(task, null);
            task.waiting = null;
            task.definition = verdict.definition();
            task.body = verdict.body();
            task.fireAt(next);
            enter.accept(task);
            reconsiderPending(task);
            checks.check(task, verdict.body(), verdict.definition().policy().isolation());
        }
        tell(good, inForce);
    }

    private static Plan plan(Verdict.Good verdict) {
        return new Plan(verdict.row().id(), verdict.definition().fingerprint(), verdict.firstFireAt(), verdict.anew());
    }

    private void tell(List<Verdict.Good> good, List<ScheduleRow> inForce) {
        if (good.size() >= MANY) {
            String first = good.getFirst().row().taskKey();
            events.accept(
                    new RegisteredMany(good.size(), first, good.getLast().row().taskKey()));
            return;
        }
        for (int i = 0; i < good.size(); i++) {
            TaskRow row = good.get(i).row();
            String body = good.get(i).body().name();
            events.accept(
                    new Registered(row.id(), row.taskKey(), body, inForce.get(i).nextFireAt()));
        }
    }

    /** Columns that waited may not wait any more: the row is looked at again. */
    private void reconsiderPending(TaskState task) {
        if (task.pending != null) {
            wanted.add(task.id);
        }
    }

    private static <V extends Verdict> List<V> only(Class<V> type, List<Verdict> verdicts) {
        return verdicts.stream().filter(type::isInstance).map(type::cast).toList();
    }
}

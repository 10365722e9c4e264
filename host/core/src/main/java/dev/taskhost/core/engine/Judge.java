package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.NoBodyException;
import dev.taskhost.core.engine.TaskState.Judgement;
import dev.taskhost.core.store.ScheduleRow;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.BadRowException;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskRow;
import dev.taskhost.core.trigger.Trigger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges rows: what changed since they were last taken over, and whether they can run. Writes nothing but which task fires which; confined to the
 * engine's thread.
 *
 * <p>Of a running task only {@code is_valid} and {@code spec} (with {@code trigger}, as the original reschedules with
 * both) are taken over; the rest waits for disable/enable or a reload. A rejected row is no running task: any change of
 * it counts.
 */
final class Judge {
    private final Board board;
    private final BodyLookup bodies;
    private final TaskDefaults defaults;
    private final InstantSource clock;
    private final Map<String, Body> known = new HashMap<>();
    private long generation = Long.MIN_VALUE;
    private final Chains chains;

    Judge(EngineParts parts, Board board, Chains chains) {
        this.chains = chains;
        this.board = board;
        this.bodies = parts.bodies();
        this.defaults = parts.settings().defaults();
        this.clock = parts.clock();
    }

    /** What became of a row since it was last taken over; null when nothing did. */
    @Nullable
    Verdict judge(WatchedRow watched) {
        TaskRow row = watched.task().withoutStatus(); // it changes with every execution, and says nothing of the task
        ScheduleRow schedule = watched.schedule();
        TaskState task = board.find(row.id());
        if (!row.valid()) {
            chains.remove(row.id());
            return disabled(row, schedule, task);
        }
        int reloads = schedule == null ? 0 : schedule.reloads();
        if (task == null || !task.row.valid() || reloads > task.reloads) {
            return read(row, schedule, reloads, task != null && !task.row.valid());
        }
        if (task.rejection != null || board.keyOwner(row) != task.id) {
            return judgement(row).equals(task.judgement) ? null : read(row, schedule, reloads, true);
        }
        if (!row.spec().equals(task.row.spec())) {
            return read(task.row.withTriggerOf(row), schedule, reloads, true);
        }
        return null;
    }

    /** What a verdict on this row rests on now. */
    Judgement judgement(TaskRow row) {
        return new Judgement(row, bodies.generation(), board.keyOwner(row));
    }

    private static @Nullable Verdict disabled(TaskRow row, @Nullable ScheduleRow schedule, @Nullable TaskState task) {
        boolean planned = schedule != null && schedule.nextFireAt() != null;
        boolean news = task == null || task.row.valid();
        return news || planned ? new Verdict.Disabled(row, planned) : null;
    }

    private Verdict read(TaskRow row, @Nullable ScheduleRow schedule, int reloads, boolean anew) {
        Judgement judgement = judgement(row);
        List<String> problems = new ArrayList<>();
        if (judgement.keyOwner() != row.id()) {
            problems.add("task_key '" + row.taskKey() + "' is taken by the row with id " + judgement.keyOwner()
                    + "; give this one a key of its own");
        }
        TaskDefinition definition = definition(row, problems);
        Body body = body(row, problems);
        if (definition != null
                && body != null
                && !body.offers(definition.policy().isolation())) {
            problems.add(definition.policy().isolation().refusal(body));
        }
        if (definition == null || body == null || !problems.isEmpty()) {
            chains.remove(row.id());
            return new Verdict.Bad(row, judgement, reloads, String.join("; ", problems));
        }
        String circle = chains.circle(row.taskKey(), definition.policy().next());
        if (circle != null) {
            chains.refuse(row.id());
            return new Verdict.Bad(
                    row,
                    judgement.unsettled(),
                    reloads,
                    "extra.next makes a circle, " + circle + ", which would never end; take one of them out");
        }
        chains.set(row.id(), row.taskKey(), definition.policy().next());
        boolean suspect = schedule != null && schedule.rejection() != null;
        Long first = firstFire(definition, schedule);
        return new Verdict.Good(row, judgement, reloads, definition, body, suspect, anew, first);
    }

    private @Nullable TaskDefinition definition(TaskRow row, List<String> problems) {
        try {
            return TaskDefinition.read(row, defaults);
        } catch (BadRowException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Body body(TaskRow row, List<String> problems) {
        try {
            return found(row.executeFunc());
        } catch (NoBodyException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Tasks with one body share it: a hundred thousand may name one function. */
    private Body found(String executeFunc) {
        long now = bodies.generation();
        if (now != generation) {
            known.clear();
            generation = now;
        }
        return known.computeIfAbsent(executeFunc, bodies::find);
    }

    /** The first fire time; null for a date that has fired under this very spec: it fires once per spec. */
    private @Nullable Long firstFire(TaskDefinition definition, @Nullable ScheduleRow schedule) {
        Trigger trigger = definition.trigger();
        long first = trigger.first(clock.millis());
        if (first == Trigger.NEVER) {
            return null;
        }
        boolean once = trigger.next(first, first) == Trigger.NEVER;
        boolean fired = schedule != null
                && schedule.lastFireAt() != null
                && schedule.fingerprint().equals(definition.fingerprint());
        return once && fired ? null : first;
    }
}

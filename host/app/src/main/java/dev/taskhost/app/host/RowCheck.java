package dev.taskhost.app.host;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.body.NoBodyException;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.BadRowException;
import dev.taskhost.core.task.TaskDefaults;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskRow;
import dev.taskhost.notice.route.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Checks rows as the scheduler would judge them, disabled ones too, and says of each what is wrong. Not thread-safe. */
public final class RowCheck {
    private final TaskDefaults defaults;
    private final BodyLookup bodies;
    private final Optional<Routes> routes;
    private final Map<String, Integer> ownerByKey = new HashMap<>();
    private int rows;

    /**
     * Takes what rows are held against.
     *
     * @param routes of notices; empty when nobody is told anything
     */
    public RowCheck(TaskDefaults defaults, BodyLookup bodies, Optional<Routes> routes) {
        this.defaults = defaults;
        this.bodies = bodies;
        this.routes = routes;
    }

    /** Checks all rows, in id order. */
    public List<Problem> check(List<WatchedRow> all) throws InterruptedException, ExecutionException {
        rows = all.size();
        List<Problem> problems = new ArrayList<>();
        for (WatchedRow watched : all) {
            TaskRow row = watched.task();
            for (String text : problemsOf(row)) {
                problems.add(new Problem(row.id(), row.taskKey(), text));
            }
            if (row.status().equals("doing")
                    && (watched.schedule() == null || watched.schedule().executionId() == null)) {
                problems.add(new Problem(
                        row.id(),
                        row.taskKey(),
                        "status is doing, but no host of ours runs it; if no other program does, free it with:"
                                + " taskhost reset " + row.taskKey()));
            }
        }
        return problems;
    }

    /** How many rows were checked. */
    public int rows() {
        return rows;
    }

    private List<String> problemsOf(TaskRow row) throws InterruptedException, ExecutionException {
        List<String> problems = new ArrayList<>();
        Integer owner = row.valid() ? ownerByKey.putIfAbsent(row.taskKey(), row.id()) : null;
        if (owner != null) {
            problems.add("task_key is taken by the row with id " + owner + "; give this one a key of its own");
        }
        Isolation isolation = Isolation.SHARED;
        try {
            isolation = TaskDefinition.read(row, defaults).policy().isolation();
        } catch (BadRowException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        routes.ifPresent(all -> problems.addAll(all.problems(row.extra())));
        try {
            Body body = bodies.find(row.executeFunc());
            String unfit = body.offers(isolation) ? body.check(isolation).get() : isolation.refusal(body);
            if (!unfit.isEmpty()) {
                problems.add(unfit);
            }
        } catch (NoBodyException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }

    /** What is wrong with a row. */
    public record Problem(int taskId, String taskKey, String text) {}
}

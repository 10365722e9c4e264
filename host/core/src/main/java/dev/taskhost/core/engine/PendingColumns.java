package dev.taskhost.core.engine;

import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names the columns of a running task that were changed and wait for disable/enable or a reload. */
final class PendingColumns {
    private PendingColumns() {}

    /**
     * Compares the row as it runs with the row as it stands.
     *
     * @param taken the row as it runs
     * @param now the row as it stands
     * @return comma-separated; null when none waits. {@code desc} never waits, as nothing runs by it; {@code extra} only
     *     when a policy in it changed, as bodies keep things of their own there
     */
    static @Nullable String of(TaskRow taken, TaskRow now) {
        List<String> columns = new ArrayList<>();
        note(columns, "task_key", taken.taskKey(), now.taskKey());
        note(columns, "execute_func", taken.executeFunc(), now.executeFunc());
        note(columns, "trigger", taken.trigger(), now.trigger());
        note(columns, "args", taken.args(), now.args());
        if (!taken.extra().equals(now.extra())
                && !Objects.equals(TaskDefinition.policyOf(taken.extra()), TaskDefinition.policyOf(now.extra()))) {
            columns.add("extra");
        }
        return columns.isEmpty() ? null : String.join(",", columns);
    }

    private static void note(List<String> columns, String name, String taken, String now) {
        if (!taken.equals(now)) {
            columns.add(name);
        }
    }
}

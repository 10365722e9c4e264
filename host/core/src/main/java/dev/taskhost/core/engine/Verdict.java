package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.engine.TaskState.Judgement;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.task.TaskRow;
import org.jspecify.annotations.Nullable;

/** What is to be done about a row that is new or changed. */
sealed interface Verdict {
    TaskRow row();

    /**
     * It does not run.
     *
     * @param planned whether it has a fire time that is to be taken away
     */
    record Disabled(TaskRow row, boolean planned) implements Verdict {}

    /** It cannot run. */
    record Bad(TaskRow row, Judgement judgement, int reloads, String reason) implements Verdict {}

    /**
     * It runs.
     *
     * @param suspect whether the row was rejected before: then its body is checked before anything is planned, so that a
     *     body that still does not load is not answered a second time
     * @param anew whether this is a new registration, so that an older plan does not count
     * @param firstFireAt epoch milliseconds; null for none
     */
    record Good(
            TaskRow row,
            Judgement judgement,
            int reloads,
            TaskDefinition definition,
            Body body,
            boolean suspect,
            boolean anew,
            @Nullable Long firstFireAt)
            implements Verdict {}
}

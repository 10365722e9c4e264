package dev.taskhost.core.engine;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyLookup;
import dev.taskhost.core.body.NoBodyException;
import dev.taskhost.core.engine.TaskState.Judgement;
import java.util.function.BiConsumer;

/** Keeps the bodies of registered tasks current. Confined to the engine's thread. */
final class Bodies {
    private final BodyLookup bodies;
    private final BiConsumer<TaskState, String> reject;

    /**
     * @param reject is given tasks whose body is gone, with the reason
     */
    Bodies(BodyLookup bodies, BiConsumer<TaskState, String> reject) {
        this.bodies = bodies;
        this.reject = reject;
    }

    /** Looks the body up again when scripts or plugins changed since; false when it is gone and the task was rejected. */
    boolean current(TaskState task) {
        Judgement judged = task.judgement;
        long generation = bodies.generation();
        if (judged.generation() == generation) {
            return true;
        }
        try {
            Body body = bodies.find(task.row.executeFunc());
            task.body = body;
            task.judgement = new Judgement(judged.row(), generation, judged.keyOwner());
            return true;
        } catch (NoBodyException e) {
            reject.accept(task, String.valueOf(e.getMessage()));
            return false;
        }
    }
}

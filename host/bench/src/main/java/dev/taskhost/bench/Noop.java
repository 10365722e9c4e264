package dev.taskhost.bench;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;

/** A task that does nothing; packed into a plugin. */
public final class Noop implements Task {
    @Override
    public Object run(TaskContext context) {
        return "";
    }
}

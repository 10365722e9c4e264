package dev.taskhost.bench;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;

/** A task that fails; packed into a plugin. */
public final class Fails implements Task {
    @Override
    public Object run(TaskContext context) {
        throw new IllegalStateException("it fails every time");
    }
}

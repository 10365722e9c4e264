package dev.taskhost.testkit.kills;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;

/** A plugin task that computes until it is interrupted. Packed into a jar, so it uses nothing but the API. */
public final class SpinsTask implements Task {
    @Override
    public Object run(TaskContext context) throws InterruptedException {
        context.logger().log(System.Logger.Level.INFO, "in");
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        throw new InterruptedException();
    }
}

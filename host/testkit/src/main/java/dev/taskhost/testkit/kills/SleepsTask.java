package dev.taskhost.testkit.kills;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;

/** A plugin task that sleeps. Packed into a jar, so it uses nothing but the API. */
public final class SleepsTask implements Task {
    @Override
    public Object run(TaskContext context) throws InterruptedException {
        context.logger().log(System.Logger.Level.INFO, "in");
        Thread.sleep(3_600_000); // what this body is for
        return "";
    }
}

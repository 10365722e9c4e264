package dev.taskhost.testkit.kills;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;
import java.util.concurrent.CountDownLatch;

/** A plugin task that waits for what never happens. Packed into a jar, so it uses nothing but the API. */
public final class WaitsTask implements Task {
    @Override
    public Object run(TaskContext context) throws InterruptedException {
        context.logger().log(System.Logger.Level.INFO, "in");
        new CountDownLatch(1).await();
        return "";
    }
}

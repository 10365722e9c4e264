package dev.taskhost.app.run;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;

/** A plugin's task that tells a secret wherever it can. */
public final class SecretTask implements Task {
    @Override
    public Object run(TaskContext context) {
        String secret = context.secret("api");
        context.logger().log(System.Logger.Level.WARNING, "java has " + secret);
        try {
            return context.secret("apj");
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("of " + secret, e);
        }
    }
}

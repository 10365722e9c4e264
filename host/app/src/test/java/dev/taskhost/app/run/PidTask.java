package dev.taskhost.app.run;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;

/** Says which process it runs in, and one it has started; with an argument it stays. Packed into a plugin. */
public final class PidTask implements Task {
    @Override
    public Object run(TaskContext context) throws Exception {
        boolean stays = context.args().contains("stay");
        long started = stays ? new ProcessBuilder("sleep", "3600").start().pid() : 0;
        context.logger()
                .log(System.Logger.Level.INFO, "pid " + ProcessHandle.current().pid() + " " + started);
        if (stays) {
            Thread.sleep(3_600_000);
        }
        return ProcessHandle.current().pid();
    }
}

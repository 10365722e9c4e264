package dev.taskhost.app.run;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;
import java.util.ArrayDeque;
import java.util.Deque;

/** Holds more and more, until it is stopped; with an argument {@code stubborn} it goes on whatever happens. Packed into a plugin. */
public final class HoardTask implements Task {
    @Override
    public Object run(TaskContext context) throws InterruptedException {
        Deque<byte[]> held = new ArrayDeque<>();
        boolean stubborn = context.args().contains("stubborn");
        while (stubborn || !context.cancelled()) {
            try {
                held.add(new byte[stubborn ? 1_000 : 20_000]);
            } catch (OutOfMemoryError e) {
                if (!stubborn) {
                    throw e;
                }
            }
            if (!stubborn && held.size() % 4 == 0) {
                Thread.sleep(1); // some ten megabytes a second
            }
        }
        return held.size();
    }
}

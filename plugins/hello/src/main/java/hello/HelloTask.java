package hello;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;
import dev.taskhost.api.TaskName;
import java.lang.System.Logger.Level;
import java.util.Map;

/** Says hello. A row runs it with {@code execute_func = 'hello_java'} and, if you like, {@code args = 'your name'}. */
@TaskName("hello_java")
public class HelloTask implements Task {
    /** Called once for each fire time, on a fresh instance. An exception is recorded as {@code fail}. */
    @Override
    public Object run(TaskContext context) {
        String name = context.arg(0, "world"); // the row's args are always text
        context.logger().log(Level.INFO, "hello {0}, from {1}", name, context.taskKey());
        return Map.of("hello", name); // kept as JSON in the execution's extra.result
    }
}

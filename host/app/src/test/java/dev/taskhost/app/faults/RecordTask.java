package dev.taskhost.app.faults;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The body of every task: writes into a file of its process when it starts and when it ends, and takes a while in between.
 * What is written stays when the process is killed. It is packed into a plugin, so it uses nothing but the API.
 */
public final class RecordTask implements Task {
    /** A system property: the folder of the files. */
    static final String FOLDER = "faults.records";

    @Override
    public Object run(TaskContext context) throws IOException, InterruptedException {
        long millis = Math.floorMod(context.traceId().hashCode(), Integer.parseInt(context.arg(0, "1")));
        write('S', context);
        if (millis > 0) {
            Thread.sleep(millis); // the work of this body
        }
        write('E', context);
        return "done";
    }

    private static void write(char what, TaskContext context) throws IOException {
        Path file = Path.of(System.getProperty(FOLDER), ProcessHandle.current().pid() + ".txt");
        Files.writeString(
                file,
                what + " " + context.executionId() + " " + context.taskKey() + " " + System.currentTimeMillis() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}

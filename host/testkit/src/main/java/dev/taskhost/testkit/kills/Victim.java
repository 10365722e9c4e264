package dev.taskhost.testkit.kills;

import dev.taskhost.testkit.plugin.TaskJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a body is at when it is killed. */
public enum Victim {
    PYTHON_LOOP("victims.py:spins"),
    PYTHON_CATCHES_EVERYTHING("victims.py:catches_everything"),
    PYTHON_SLEEP("victims.py:sleeps"),
    PYTHON_SOCKET("victims.py:receives"),
    PYTHON_LOCK("victims.py:locks"),
    PYTHON_JOIN("victims.py:joins"),
    PYTHON_REGULAR_EXPRESSION("victims.py:matches"),
    PYTHON_PROCESSES("victims.py:runs_processes"),
    PYTHON_THREADS("victims.py:starts_threads"),
    COROUTINE_AWAITS("victims.py:awaits"),
    COROUTINE_CATCHES_CANCELLATION("victims.py:catches_cancellation"),
    COROUTINE_BLOCKS("victims.py:blocks"),
    COROUTINE_PROCESSES("victims.py:awaits_processes"),
    JAVASCRIPT_LOOP("victims.js:jsSpins"),
    JAVASCRIPT_PROMISE("victims.js:jsNeverSettles"),
    JAVA_SLEEP("SleepsTask"),
    JAVA_WAIT("WaitsTask"),
    JAVA_LOOP("SpinsTask");

    private final String executeFunc;

    Victim(String executeFunc) {
        this.executeFunc = executeFunc;
    }

    /** For its row. */
    String executeFunc() {
        return executeFunc;
    }

    /** What the error of a kill names, at least. */
    String place() {
        return executeFunc.substring(executeFunc.indexOf(':') + 1);
    }

    /** Whether it writes the ids of its processes into its marker. */
    boolean hasProcesses() {
        return this == PYTHON_PROCESSES || this == COROUTINE_PROCESSES;
    }

    /** Whether its threads make its marker longer while they run. */
    boolean hasThreads() {
        return this == PYTHON_THREADS;
    }

    /** Puts all of them into the folders of a host. */
    public static void write(Path scripts, Path plugins) throws IOException {
        for (String name : List.of("victims.py", "victims.js")) {
            try (InputStream in = Victim.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IOException(name + " is missing");
                }
                Files.write(scripts.resolve(name), in.readAllBytes());
            }
        }
        for (Class<?> task : List.of(SleepsTask.class, WaitsTask.class, SpinsTask.class)) {
            TaskJar.write(plugins.resolve(task.getSimpleName() + ".jar"), task);
        }
    }
}

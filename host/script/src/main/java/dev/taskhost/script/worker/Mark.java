package dev.taskhost.script.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mark in the environment of all processes of one body. Those whose parent has ended are nobody's descendants any more, but they
 * still bear it: an environment is handed on (environ(7)). Linux shows it in {@code /proc/PID/environ} (proc_pid_environ(5));
 * where there is no such file, only descendants are found. Immutable.
 *
 * @param id the body's, unlike that of any other in this JVM
 */
public record Mark(long id) {
    /** Of the variable. */
    public static final String NAME = "TASKHOST_BODY";

    /** Unlike that of another host on this machine; where this process bears a mark itself, within that. */
    private static final String HOST = within(System.getenv(NAME)) + UUID.randomUUID();

    private static final Path PROC = Path.of("/proc");

    /** A process may start another one while the list is made. */
    private static final int ROUNDS = 5;

    private static String within(@Nullable String outer) {
        return outer == null || outer.isEmpty() ? "" : outer + "-";
    }

    /** What the variable says in the processes of this body. */
    public String value() {
        return HOST + "-" + id;
    }

    /** Marks what is started with this environment. */
    public void put(Map<String, String> environment) {
        environment.put(NAME, value());
    }

    /** Ends every process that bears it, or a mark within it. */
    public void kill() {
        List<ProcessHandle> marked = marked();
        for (int round = 0; round < ROUNDS && !marked.isEmpty(); round++) {
            marked.forEach(ProcessHandle::destroyForcibly);
            marked = marked();
        }
    }

    private List<ProcessHandle> marked() {
        return ProcessHandle.allProcesses().filter(this::bears).toList();
    }

    private boolean bears(ProcessHandle process) {
        Path environment = PROC.resolve(process.pid() + "/environ");
        try {
            String text =
                    Files.isReadable(environment) ? Files.readString(environment, StandardCharsets.ISO_8859_1) : "";
            String variable = "\0" + NAME + "=" + value();
            String all = "\0" + text;
            return all.contains(variable + "\0") || all.contains(variable + "-");
        } catch (IOException e) {
            return false; // it has ended meanwhile, or is somebody else's
        }
    }
}

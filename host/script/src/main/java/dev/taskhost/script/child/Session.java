package dev.taskhost.script.child;

import dev.taskhost.script.worker.Mark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process with all that was started in it. It leads a session of its own (setsid(2)), which its children are born into and
 * stay in when their parent has ended. Killed are: itself, its descendants, the members of its session as Linux shows them in {@code
 * /proc/PID/stat} (proc_pid_stat(5)), and, for those that made a session of their own and lost their parent, whoever bears
 * the mark of the call. Where there is no {@code /proc}, only descendants are found. Thread-safe.
 */
final class Session {
    private static final Path PROC = Path.of("/proc");

    /** A process may start another one while the list is made. */
    private static final int ROUNDS = 20;

    /** Of the fields behind the name, which may hold spaces itself: state, parent, group, session. */
    private static final int SESSION_FIELD = 3;

    private final ProcessHandle leader;

    /** @param leader the process, which may not have become a leader yet */
    Session(ProcessHandle leader) {
        this.leader = leader;
    }

    /**
     * Kills all of it; returns when nothing of it is found any more.
     *
     * @param call whose processes are killed wherever they are; null for none
     */
    synchronized void kill(@Nullable Mark call) {
        Set<ProcessHandle> found = members();
        leader.destroyForcibly(); // first: it starts no more of them
        for (int round = 0; round < ROUNDS && !found.isEmpty(); round++) {
            found.forEach(ProcessHandle::destroyForcibly);
            found = members();
        }
        if (call != null) {
            call.kill();
        }
    }

    private Set<ProcessHandle> members() {
        Set<ProcessHandle> members = leader.descendants().collect(Collectors.toCollection(HashSet::new));
        if (isOurs()) {
            inSession().forEach(members::add);
        }
        members.remove(leader);
        return members;
    }

    /** A session's number is given to no other process while it has members; without any it may be by now. */
    private boolean isOurs() {
        return ProcessHandle.of(leader.pid()).filter(now -> !now.equals(leader)).isEmpty();
    }

    private Stream<ProcessHandle> inSession() {
        if (!Files.isDirectory(PROC)) {
            return Stream.empty();
        }
        List<ProcessHandle> all = ProcessHandle.allProcesses().toList();
        return all.stream().filter(process -> session(process.pid()) == leader.pid());
    }

    /** -1 when it has ended, or waits only to be reaped. */
    private static long session(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[0].equals("Z") || fields[0].equals("X") ? -1 : Long.parseLong(fields[SESSION_FIELD]);
        } catch (IOException e) {
            return -1;
        }
    }
}

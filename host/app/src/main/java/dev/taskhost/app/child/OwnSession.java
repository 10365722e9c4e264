package dev.taskhost.app.child;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Java has no words for: a session of one's own, by which the host finds all that bodies start here, and the end of its first group. Thread-safe. */
final class OwnSession {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSession.class);
    private static final Path OOM_SCORE = Path.of("/proc/self/oom_score_adj");
    private static final int KILL = 9;

    private final boolean leads;

    private OwnSession(boolean leads) {
        this.leads = leads;
    }

    /** Begins one (setsid(2)); where the system has no such thing, the host finds descendants only. */
    static OwnSession begin() {
        OwnSession session = new OwnSession(call("setsid") > 0);
        try {
            Files.writeString(OOM_SCORE, "500"); // where memory runs out, the system ends this rather than the host
        } catch (IOException e) {
            LOG.debug("No Linux, or the host itself is more expendable: {}", e.toString());
        }
        return session;
    }

    /** Ends this process at once, with all that was started in it, as far as it is found. */
    void kill() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        if (leads) {
            call("kill", 0, KILL); // the group of the caller
        }
        Runtime.getRuntime().halt(1);
    }

    /** A function of C that takes and gives ints; -1 where there is none. */
    @SuppressWarnings("restricted") // the command line of this process allows native code, see Jvm
    private static int call(String name, Object... values) {
        MemoryLayout[] types = new MemoryLayout[values.length];
        Arrays.fill(types, JAVA_INT);
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle function = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, types));
            return (int) function.invokeWithArguments(values);
        } catch (Throwable e) { // what a method handle declares; no such function, no right to call native code
            LOG.warn("{} cannot be called: {}", name, e.toString());
            return -1;
        }
    }
}

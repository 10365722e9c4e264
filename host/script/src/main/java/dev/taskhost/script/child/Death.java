package dev.taskhost.script.child;

import java.util.Map;

/** What is known of a process that has ended, in words for a person. Thread-safe (no state). */
public final class Death {
    /** So Java gives the end by a signal, as shells do. */
    private static final int SIGNALED = 128;

    private static final int MOST_SIGNAL = 64;
    private static final int KILL = 9;

    /** The drivers' own: they cannot tell the result. */
    public static final int CUT_OFF = 70;

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL, an instruction that the processor does not know"),
            Map.entry(6, "SIGABRT, abort() in C code"),
            Map.entry(7, "SIGBUS, an access to memory that is not there"),
            Map.entry(8, "SIGFPE, an error of arithmetic in C code"),
            Map.entry(KILL, "SIGKILL"),
            Map.entry(11, "SIGSEGV, an access to memory that is not its own"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU, the limit of processor time"),
            Map.entry(25, "SIGXFSZ, the limit of a file's size"));

    private Death() {}

    /**
     * {@code was ended by signal 11 (SIGSEGV, …)}, {@code ended with exit code 4}.
     *
     * @param exit as {@link Process#exitValue} gives it
     */
    public static String of(int exit) {
        int signal = exit - SIGNALED;
        if (signal > 0 && signal <= MOST_SIGNAL) {
            String name = SIGNALS.get(signal);
            return "was ended by signal " + signal + (name == null ? "" : " (" + name + ")")
                    + (signal == KILL
                            ? ": somebody killed it, perhaps the system because memory ran out (see the kernel's log)"
                            : "");
        }
        return "ended with exit code " + exit
                + (exit == CUT_OFF ? ": its result could not be told to the host; the output has the reason" : "");
    }
}

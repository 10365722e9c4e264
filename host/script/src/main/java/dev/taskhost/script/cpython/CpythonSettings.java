package dev.taskhost.script.cpython;

/**
 * How CPython is run. Immutable.
 *
 * @param command its path, or a name that is found on PATH; not blank
 * @param workers most processes at once, at least 1
 * @param memoryMb most address space of each, in MB; 0: no limit
 */
public record CpythonSettings(String command, int workers, int memoryMb) {
    /** The one that is found on PATH. */
    public static final String COMMAND = "python3";

    private static final int LEAST_WORKERS = 2;

    /** Checks that they make sense. */
    public CpythonSettings {
        if (command.isBlank() || workers < 1 || memoryMb < 0) {
            throw new IllegalArgumentException("command must not be blank, workers at least 1 and memoryMb at least 0: "
                    + command + ", " + workers + ", " + memoryMb);
        }
    }

    /** The usual ones: python3, a process for each processor and two at least, no limit. */
    public static CpythonSettings byDefault() {
        return new CpythonSettings(COMMAND, defaultWorkers(), 0);
    }

    /** So many processes unless another number is given. */
    public static int defaultWorkers() {
        return Math.max(LEAST_WORKERS, Runtime.getRuntime().availableProcessors());
    }
}

package dev.taskhost.script.worker;

import java.io.OutputStream;

/** Where one interpreter prints to: two streams that become log lines of whatever runs there. Thread-safe. */
public final class Output {
    private final LogLines out = new LogLines(false);
    private final LogLines err = new LogLines(true);

    /** What is printed from now on belongs to this. */
    public void begin(LogTag tag) {
        out.begin(tag);
        err.begin(tag);
    }

    /** Logs what is left of unfinished lines. */
    public void end() {
        out.flushLine();
        err.flushLine();
    }

    /** Standard output; its lines are logged at INFO. */
    public OutputStream out() {
        return out;
    }

    /** Standard error; its lines are logged at WARN. */
    public OutputStream err() {
        return err;
    }
}

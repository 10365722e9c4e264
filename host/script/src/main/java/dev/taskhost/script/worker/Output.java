package dev.taskhost.script.worker;

import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.event.Level;

/** Where the bodies of one interpreter print to: each its own lines, told apart by the call's id. Thread-safe. */
public final class Output {
    private static final class Streams {
        final LogTag tag;
        final LogLines out;
        final LogLines err;

        Streams(LogTag tag) {
            this.tag = tag;
            out = new LogLines(tag, false);
            err = new LogLines(tag, true);
        }

        LogLines of(boolean error) {
            return error ? err : out;
        }
    }

    private final Streams nobody = new Streams(LogTag.NONE);
    private final Map<Long, Streams> open = new ConcurrentHashMap<>();
    private volatile Streams current = nobody;

    /** A call begins. */
    void begin(long id, LogTag tag) {
        open.put(id, new Streams(tag));
    }

    /** What is printed from now on, without saying by whom, belongs to this call; 0 for none. */
    void on(long id) {
        current = open.getOrDefault(id, nobody);
    }

    /** A call has ended: logs what is left of unfinished lines. */
    void end(long id) {
        Streams ended = open.remove(id);
        if (ended != null) {
            ended.out.flushLine();
            ended.err.flushLine();
        }
    }

    /** A text that says whose it is. */
    void printed(long id, boolean error, String text) {
        open.getOrDefault(id, nobody).of(error).write(text);
    }

    /** What a call logs; {@code id} is 0 for the one that is on. */
    void logged(long id, Level level, String text) {
        Streams streams = id == 0 ? current : open.getOrDefault(id, nobody);
        streams.tag.write(level, text);
    }

    /** Standard output; its lines are logged at INFO. */
    public OutputStream out() {
        return new Current(false);
    }

    /** Standard error; its lines are logged at WARN. */
    public OutputStream err() {
        return new Current(true);
    }

    private final class Current extends OutputStream {
        private final boolean error;

        Current(boolean error) {
            this.error = error;
        }

        @Override
        public void write(int one) {
            current.of(error).write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            current.of(error).write(bytes, from, length);
        }
    }
}

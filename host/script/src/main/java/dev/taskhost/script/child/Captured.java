package dev.taskhost.script.child;

import dev.taskhost.script.worker.LogLines;
import dev.taskhost.script.worker.LogTag;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one of a process's standard streams to its end, and gives its lines to the call that is on: what the body prints, what C code
 * does, and processes that inherited it. The process writes a mark after each call, so that it is known when all was read.
 * Thread-safe.
 */
final class Captured {
    private static final Logger LOG = LoggerFactory.getLogger(Captured.class);
    private static final int PART = 16 << 10;

    private final boolean error;
    private final byte[] mark;
    private final LogTag between;
    private final Thread thread;
    private LogLines lines;
    private boolean over;
    private CompletableFuture<@Nullable Void> marked = new CompletableFuture<>();
    /** What may be the beginning of a mark. Of the reading thread. */
    private byte[] held = {};

    /**
     * Begins to read.
     *
     * @param name of its thread
     * @param between who gets what is printed between two calls
     */
    Captured(String name, InputStream from, boolean error, byte[] mark, LogTag between) {
        this.error = error;
        this.mark = mark.clone();
        this.between = between;
        this.lines = new LogLines(between, error);
        this.thread = Thread.ofPlatform().daemon().name(name).start(() -> read(from));
    }

    /** A call begins: what comes is its own until the next mark. Completes at that mark, or at the end of the stream. */
    synchronized CompletableFuture<@Nullable Void> begin(LogTag tag) {
        lines.flushLine();
        lines = new LogLines(tag, error);
        if (marked.isDone() && !over) {
            marked = new CompletableFuture<>();
        }
        return marked;
    }

    private synchronized void reached() {
        lines.flushLine();
        lines = new LogLines(between, error);
        marked.complete(null);
    }

    private synchronized void over() {
        over = true;
        reached();
    }

    private synchronized void print(byte[] bytes, int from, int to) {
        if (to > from) {
            lines.write(bytes, from, to - from);
        }
    }

    private void read(InputStream from) {
        try (from) {
            byte[] part = new byte[PART];
            for (int length = from.read(part); length >= 0; length = from.read(part)) {
                take(part, length);
            }
        } catch (IOException e) {
            LOG.debug("The output of a process ended early: {}", e.toString());
        } finally {
            print(held, 0, held.length);
            over();
        }
    }

    private void take(byte[] part, int length) {
        byte[] all = Arrays.copyOf(held, held.length + length);
        System.arraycopy(part, 0, all, held.length, length);
        int from = 0;
        int at = find(all, 0);
        while (at + mark.length <= all.length) {
            print(all, from, at);
            reached();
            from = at + mark.length;
            at = find(all, from);
        }
        print(all, from, at);
        held = Arrays.copyOfRange(all, at, all.length);
    }

    /** Where the next mark begins, or may begin if more of it follows; the length when nowhere. */
    private int find(byte[] all, int from) {
        int at = from;
        while (at < all.length && !isMark(all, at)) {
            at++;
        }
        return at;
    }

    private boolean isMark(byte[] all, int at) {
        int length = Math.min(mark.length, all.length - at);
        return all[at] == mark[0] && Arrays.equals(all, at, at + length, mark, 0, length);
    }

    /** Waits for the end of the stream; false when somebody else has it and it does not come in time. */
    boolean join(Duration most) throws InterruptedException {
        return thread.join(most);
    }
}

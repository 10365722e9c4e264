package dev.taskhost.script.worker;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.event.Level;

/**
 * Bytes in, log events out: one event a line, decoded only when the line is whole, so that a character split over two
 * writes survives. A line keeps its first 32 KB. Thread-safe: threads that a body started may print at any time.
 */
public final class LogLines extends OutputStream {
    private static final int LONGEST = 32 << 10;

    private final boolean error;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long dropped;
    private final LogTag tag;

    /**
     * Begins with an empty line.
     *
     * @param error whether its lines are logged at WARN rather than INFO
     */
    public LogLines(LogTag tag, boolean error) {
        this.tag = tag;
        this.error = error;
    }

    void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    @Override
    public synchronized void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        int start = from;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i);
                emit();
                start = i + 1;
            }
        }
        append(bytes, start, from + length);
    }

    private void append(byte[] bytes, int from, int to) {
        int room = Math.min(to - from, LONGEST - line.size());
        line.write(bytes, from, room);
        dropped += to - from - room;
    }

    /** Logs an unfinished line, if there is one. */
    public synchronized void flushLine() {
        if (line.size() > 0) {
            emit();
        }
    }

    private void emit() {
        String text = decode();
        line.reset();
        if (dropped > 0) {
            text += " … (" + dropped + " more bytes of this line were cut)";
            dropped = 0;
        }
        log(text);
    }

    private String decode() {
        byte[] bytes = line.toByteArray();
        int length = bytes.length;
        if (dropped > 0) {
            // the cut must not split a character: leave out its first bytes as well
            while (length > 0 && (bytes[length - 1] & 0xC0) == 0x80) {
                length--;
            }
            length -= length > 0 && bytes[length - 1] < 0 ? 1 : 0;
            dropped += bytes.length - length;
        }
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void log(String text) {
        tag.output().line(error, text);
        tag.log(error ? Level.WARN : Level.INFO, text);
    }
}

package dev.taskhost.app.log;

import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A line in memory. Without the lock that {@link java.io.StringWriter} takes for every few characters. */
final class LineWriter extends Writer {
    private final StringBuilder text = new StringBuilder(1_024);

    @Override
    public void write(int c) {
        text.append((char) c);
    }

    @Override
    public void write(char[] chars, int from, int length) {
        text.append(chars, from, length);
    }

    @Override
    public void write(String string) {
        text.append(string);
    }

    @Override
    public void write(String string, int from, int length) {
        text.append(string, from, from + length);
    }

    /** Nothing to do: it is all in memory. */
    @Override
    public void flush() {}

    /** Nothing to do: it is all in memory. */
    @Override
    public void close() {}

    /** The text and a line break in UTF-8. */
    byte[] line() {
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}

package dev.taskhost.app.child;

import dev.taskhost.core.body.BodyOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams of a process, which the host reads: lines of bodies go there, what plugins print to {@code System.out}, and after each call
 * a mark, so that it is known when all was read. Thread-safe.
 */
final class Streams implements BodyOutput {
    private final OutputStream out = new Unclosable(FileDescriptor.out);
    private final OutputStream err = new Unclosable(FileDescriptor.err);

    private volatile boolean cut;

    private Streams() {}

    /** Makes them this process's. */
    static Streams take() {
        Streams streams = new Streams();
        streams.renew();
        return streams;
    }

    /** What one body puts in their place is not the next one's. */
    private void renew() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Override
    public void line(boolean error, String line) {
        write(error ? err : out, line + "\n");
    }

    /** After a call: lets out what is held back, then the mark. */
    void end(String mark) {
        System.out.flush();
        System.err.flush();
        renew();
        write(out, mark);
        write(err, mark);
    }

    private void write(OutputStream to, String text) {
        if (cut) {
            return;
        }
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            cut = true; // the host does not read any more: it has ended, and this process is about to as well
        }
    }

    /** One write a text, so that lines of two threads do not mix; a body that closes it closes nothing. */
    private static final class Unclosable extends FilterOutputStream {
        Unclosable(FileDescriptor descriptor) {
            super(new FileOutputStream(descriptor));
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}

package dev.taskhost.app.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log file that begins anew when it is full, as Python's RotatingFileHandler does
 * (https://docs.python.org/3/library/logging.handlers.html#rotatingfilehandler): a line that would bring the file to
 * {@code maxBytes} or beyond goes to a new file; the old ones are {@code file.1} (newest) to {@code file.backupCount};
 * when either number is zero the file grows without end. An empty file is never rotated.
 *
 * <p>Each line is one write, so it is in the file at once and lines of several processes do not mix. It uses
 * FileOutputStream on purpose: a FileChannel is closed by writing from an interrupted thread, and bodies are interrupted
 * here. A failing write (disk full) never reaches the caller: the line is lost, the first loss is told to
 * {@code complaints}, and so is the end of it with the number of lines lost. Thread-safe.
 */
final class RotatingFile implements AutoCloseable {
    private static final byte[] NEW_LINE = {'\n'};

    private final Path file;
    private final long maxBytes;
    private final int backupCount;
    private final Consumer<String> complaints;
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable OutputStream out;
    private long size;
    private long rotateAt;
    private long lost;
    private boolean rotationFailed;
    private boolean closed;

    /**
     * Opens the file to append, and makes its folders.
     *
     * @param file absolute
     * @param maxBytes as in logger.toml
     * @param backupCount as in logger.toml
     * @param complaints told in one sentence when writing or rotating fails; must not log to this file
     * @throws IOException when the file cannot be written
     */
    RotatingFile(Path file, long maxBytes, int backupCount, Consumer<String> complaints) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.backupCount = backupCount;
        this.complaints = complaints;
        this.rotateAt = maxBytes;
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        open();
    }

    /** Writes one line; it must end with a line break. Lines after {@link #close} are dropped. */
    void write(byte[] line) {
        lock.lock();
        try {
            if (!closed) {
                writeOrLose(line);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the file. Everything is written already. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            complaints.accept("log file " + file + " could not be closed: " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private void writeOrLose(byte[] line) {
        try {
            if (maxBytes > 0 && backupCount > 0 && size > 0 && size + line.length >= rotateAt) {
                rotate();
            }
            OutputStream stream = out == null ? open() : out;
            if (lost > 0 && endsInMidLine()) {
                stream.write(NEW_LINE);
                size++;
            }
            stream.write(line);
            size += line.length;
            recovered();
        } catch (IOException e) {
            lose(e);
        }
    }

    /** Gives the stream up, so that the next line opens the file anew, wherever its name leads then. */
    private void lose(IOException failure) {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        out = null;
        lost++;
        if (lost == 1) {
            complaints.accept("log file " + file + " cannot be written (" + failure.getMessage()
                    + "); its lines are lost until that is mended, tasks go on");
        }
    }

    /** A full disk may have cut the last line. */
    private boolean endsInMidLine() throws IOException {
        if (size == 0) {
            return false;
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(size - 1);
            return reader.read() != '\n';
        }
    }

    private void recovered() {
        if (lost > 0) {
            complaints.accept("log file " + file + " is written again; " + lost
                    + (lost == 1 ? " line was" : " lines were") + " lost");
            lost = 0;
        }
    }

    private OutputStream open() throws IOException {
        OutputStream stream = new FileOutputStream(file.toFile(), true);
        out = stream;
        size = Files.size(file);
        return stream;
    }

    private void rotate() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
        try {
            shift();
            rotateAt = maxBytes;
            rotationFailed = false;
        } catch (IOException e) {
            // Go on in the same file, and try again when it has grown by as much again.
            rotateAt = size + maxBytes;
            if (!rotationFailed) {
                rotationFailed = true;
                complaints.accept("log file " + file + " is full but could not be renamed to " + backup(1) + " ("
                        + e.getMessage() + "); it grows on");
            }
        }
        open();
    }

    private void shift() throws IOException {
        int last = 1;
        while (last < backupCount && Files.exists(backup(last))) {
            last++;
        }
        for (int i = last - 1; i >= 1; i--) {
            Files.move(backup(i), backup(i + 1), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(file, backup(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path backup(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}

package dev.taskhost.plugin.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this process keeps its private copies: {@code run-…} under the work folder, beside a lock file {@code run-….lock}
 * that the process holds while it lives. Several processes may share the work folder ({@code taskhost check} beside a
 * running host): each has its own, and each, when it opens, deletes those whose lock nobody holds, which a killed process
 * left. Thread-safe.
 */
final class WorkFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkFolder.class);
    private static final String LOCK = ".lock";
    /** Lock files of this process: closing a second channel of one would give its lock back (POSIX). */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path own;
    private final Path lockFile;
    private final FileChannel channel;
    private int copies;

    private WorkFolder(Path own, Path lockFile, FileChannel channel) {
        this.own = own;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /**
     * Makes this process's folder and deletes what dead processes left.
     *
     * @throws UncheckedIOException when the folder cannot be made or written; the message says so
     */
    static synchronized WorkFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            try (FileChannel door = openLock(folder.resolve("door" + LOCK));
                    FileLock _ = door.lock()) { // one process at a time comes in or cleans up
                cleanUp(folder);
                Path lockFile = Files.createTempFile(folder, "run-", LOCK);
                FileChannel channel = openLock(lockFile);
                channel.lock();
                OURS.add(lockFile.toRealPath());
                String name = lockFile.getFileName().toString();
                Path own = folder.resolve(name.substring(0, name.length() - LOCK.length()));
                return new WorkFolder(Files.createDirectory(own), lockFile, channel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the folder for private copies of plugins, " + folder + ", cannot be made or written ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); check its rights and the free space, or choose another data folder",
                    e);
        }
    }

    private static FileChannel openLock(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void cleanUp(Path folder) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(folder, "run-*" + LOCK)) {
            for (Path lockFile : locks) {
                if (!OURS.contains(lockFile.toRealPath()) && dead(lockFile)) {
                    String name = lockFile.getFileName().toString();
                    Trees.delete(folder.resolve(name.substring(0, name.length() - LOCK.length())));
                    Files.deleteIfExists(lockFile);
                }
            }
        }
    }

    private static boolean dead(Path lockFile) throws IOException {
        try (FileChannel channel = openLock(lockFile);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock != null;
        }
    }

    /** A new empty folder in it. */
    synchronized Path newFolder(String name) throws IOException {
        copies++;
        return Files.createDirectory(own.resolve(copies + "-" + name));
    }

    /** Deletes a folder of ours; a failure is logged, for nothing depends on it. */
    void discard(Path folder) {
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            log.warn("could not delete {}; the next start of the host does it", folder, e);
        }
    }

    /** Deletes the copies and gives the lock back. */
    @Override
    public void close() {
        discard(own);
        try {
            OURS.remove(lockFile.toRealPath());
            channel.close();
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            log.warn("could not delete {}; the next start of the host does it", lockFile, e);
        }
    }
}

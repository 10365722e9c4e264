package dev.taskhost.app.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * This host's name and the proof that no other process bears it: a lock on a file of the data folder, which the operating
 * system releases when the process dies, however it dies. So whoever gets the lock knows that what an earlier process of
 * this name left running is dead. Closed once.
 */
public final class NodeLock implements AutoCloseable {
    private static final int ID_BYTES = 4;

    private final String node;
    private final FileChannel channel;

    private NodeLock(String node, FileChannel channel) {
        this.node = node;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param dataFolder is made when missing
     * @param hostName becomes part of the name, so that copies of one data folder on two machines differ
     * @throws FolderInUseException when another process holds it, or the folder cannot be used
     */
    public static NodeLock take(Path dataFolder, String hostName) {
        try {
            create(dataFolder);
            FileChannel channel = FileChannel.open(
                    dataFolder.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new FolderInUseException("another taskhost runs with the data folder " + dataFolder
                        + "; stop it, or give this one a folder of its own with --data");
            }
            return new NodeLock(hostName + "-" + id(dataFolder.resolve("node.id")), channel);
        } catch (IOException e) {
            throw new FolderInUseException("the data folder " + dataFolder + " cannot be used (" + e
                    + "); give the user who runs taskhost the right to write there, or name another with --data");
        }
    }

    /** Stable over restarts with this data folder. */
    public String node() {
        return node;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Makes the folder for its owner alone: whoever can read it can use the embedded database. */
    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process holds it already, which is as good as another
        }
    }

    private static String id(Path file) throws IOException {
        if (Files.exists(file)) {
            String id = Files.readString(file).strip();
            if (id.matches("[0-9a-f]{" + 2 * ID_BYTES + "}")) {
                return id;
            }
        }
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        String id = HexFormat.of().formatHex(random);
        Files.writeString(file, id + "\n");
        return id;
    }
}

package dev.taskhost.store;

import dev.taskhost.core.store.StoreException;
import dev.taskhost.store.StoreSettings.Embedded;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The folder of the embedded database: its owner's alone, because who reads its lock file may use the database. */
final class EmbeddedFolder {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private EmbeddedFolder() {}

    /** Makes the folder, and binds H2's server for the other process to loopback before H2 is loaded. */
    static void prepare(Embedded settings) {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Path folder = folder(settings);
        try {
            if (!Files.isDirectory(folder)) {
                create(folder);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "Cannot make the folder " + folder + " for the embedded database (" + e
                            + "). Make it, let this account write into it, or choose another one with --data.",
                    e);
        }
    }

    private static void create(Path folder) throws IOException {
        if (posix()) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** A sentence when other accounts of this machine may look into the folder. */
    static List<String> warnings(Embedded settings) {
        Path folder = folder(settings);
        if (!posix()) {
            return List.of();
        }
        try {
            Set<PosixFilePermission> others = EnumSet.complementOf(EnumSet.copyOf(OWNER));
            others.retainAll(Files.getPosixFilePermissions(folder));
            return others.isEmpty()
                    ? List.of()
                    : List.of("Other accounts of this machine may use the embedded database, because they may open its"
                            + " folder. Close it: chmod 700 " + folder);
        } catch (IOException e) {
            return List.of("Cannot read who may open the folder " + folder + ": " + e);
        }
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static Path folder(Embedded settings) {
        Path parent = settings.file().toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new StoreException("The embedded database needs a file name, not " + settings.file());
        }
        return parent;
    }
}

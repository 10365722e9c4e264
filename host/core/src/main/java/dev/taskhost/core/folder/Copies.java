package dev.taskhost.core.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Keeps contents of files under their SHA-256, so that each is kept once however often it comes back. A folder belongs to one
 * process. Thread-safe.
 */
public final class Copies {
    private static final String UNFINISHED = ".tmp";

    private final Path folder;

    /**
     * Opens or makes the folder.
     *
     * @throws IOException when it cannot be made
     */
    public Copies(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Where they are kept. */
    public Path folder() {
        return folder;
    }

    /** The SHA-256 of a content, 64 hex digits. */
    public static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Keeps a content; does nothing when it is kept already.
     *
     * @param hash its {@link #hash}
     * @throws IOException when it cannot be written, as on a full disk
     */
    public void put(String hash, byte[] content) throws IOException {
        Path place = at(hash);
        if (Files.isRegularFile(place) && Files.size(place) == content.length) {
            return;
        }
        Path unfinished = Files.createTempFile(folder, hash, UNFINISHED);
        try {
            Files.write(unfinished, content);
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished); // gone already, unless that failed
        }
    }

    /** Where a content is kept, if it is. */
    public Path at(String hash) {
        return folder.resolve(hash);
    }

    /**
     * Reads a content.
     *
     * @throws IOException when it is not there or was changed; the message says so
     */
    public byte[] read(String hash) throws IOException {
        byte[] content = Files.readAllBytes(at(hash));
        if (!hash(content).equals(hash)) {
            throw new IOException("the copy " + at(hash) + " was changed or is damaged; delete it");
        }
        return content;
    }

    /**
     * Deletes all others.
     *
     * @throws IOException when that fails; what is left is left to the next time
     */
    public void keepOnly(Set<String> hashes) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path each : all) {
                String name = each.getFileName().toString();
                if (!hashes.contains(name)) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}

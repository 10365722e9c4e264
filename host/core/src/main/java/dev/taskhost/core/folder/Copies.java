package dev.taskhost.core.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
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
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /**
     * The SHA-256 of a file's content, which need not fit into memory.
     *
     * @throws IOException when it cannot be read
     */
    public static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
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

    /**
     * Keeps the content of a file; does nothing when it is kept already. Where it can be it is a link to that file, which then must not
     * be written to any more.
     *
     * @param hash its {@link #hash}
     * @param file whose content that is
     * @throws IOException when it cannot be read, or not written, as on a full disk
     */
    public void put(String hash, Path file) throws IOException {
        Path place = at(hash);
        if (Files.isRegularFile(place) && Files.size(place) == Files.size(file)) {
            return;
        }
        Files.deleteIfExists(place);
        try {
            Files.createLink(place, file);
        } catch (UnsupportedOperationException
                | FileSystemException e) { // on another file system, or one without links
            Path unfinished = Files.createTempFile(folder, hash, UNFINISHED);
            try {
                Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
                Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished); // gone already, unless that failed
            }
        }
    }

    /**
     * Writes a content to a file, which takes the place of what is there.
     *
     * @throws IOException when it is not kept or was changed, and the message says so; or when it cannot be written
     */
    public void copyTo(String hash, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(at(hash)), digest)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(hash)) {
            throw damaged(hash);
        }
    }

    private IOException damaged(String hash) {
        return new IOException("the copy " + at(hash) + " was changed or is damaged; delete it");
    }

    /** How many bytes a content has; 0 when it is not kept. */
    public long size(String hash) throws IOException {
        Path place = at(hash);
        return !hash.isEmpty() && Files.isRegularFile(place) ? Files.size(place) : 0;
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
            throw damaged(hash);
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

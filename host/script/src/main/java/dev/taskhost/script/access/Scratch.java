package dev.taskhost.script.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The scratch folders: one for each task, made when it is first used, and kept. What a body calls {@code /scratch} is its own task's.
 * Thread-safe.
 */
final class Scratch {
    /** As bodies see it. */
    static final Path PLACE = Path.of("/scratch");

    private static final String OF_CHECKS = "~check";
    private static final int LONGEST = 120;
    private static final int SHORTENED = 80;

    private final Path root;

    /** @param root holds them all; need not exist */
    Scratch(Path root) {
        this.root = root;
    }

    /**
     * A tenant's own, which exists then.
     *
     * @throws IOException when it cannot be made, or something that is no folder lies there
     */
    Path of(Tenant tenant) throws IOException {
        Path whole = root.toAbsolutePath().normalize();
        makePrivate(whole, true);
        Path own = whole.resolve(name(tenant.taskKey()));
        makePrivate(own, false);
        return own.toRealPath(LinkOption.NOFOLLOW_LINKS);
    }

    private static void makePrivate(Path folder, boolean parents) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (parents && folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mine = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createDirectory(folder, mine);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) { // else somebody else was faster
                throw new AccessDeniedException(
                        folder.toString(), null, "stands where a scratch folder belongs; remove it");
            }
        }
    }

    /** A task's key as a file's name, unlike that of any other key. */
    static String name(String taskKey) {
        if (taskKey.isEmpty()) {
            return OF_CHECKS; // a key's own ~ is written otherwise
        }
        StringBuilder name = new StringBuilder();
        for (byte one : taskKey.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
            boolean dot = c == '.' && !name.isEmpty();
            name.append(plain || dot ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return name.length() <= LONGEST ? name.toString() : name.substring(0, SHORTENED) + "~" + hash(taskKey);
    }

    private static String hash(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package dev.taskhost.plugin.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.pf4j.PluginDescriptor;

/**
 * Makes the private copy of a plugin file, so that the user may overwrite or delete the file at any time, and reads its
 * descriptor. A file with {@code classes/} or {@code lib/*.jar} in it is in PF4J's zip layout and is unpacked; any other
 * is a jar. Thread-safe.
 */
final class Stager {
    private final WorkFolder work;

    Stager(WorkFolder work) {
        this.work = work;
    }

    /** Copies and reads a file, as {@link #stage(Path, Path)}. */
    Staged stage(Path file) throws IOException, BadPluginException {
        return stage(file, file);
    }

    /**
     * Copies and reads a content.
     *
     * @param content where it is
     * @param file the user's file that it is or was the content of
     * @throws BadPluginException when it is no plugin; nothing of it is left in the work folder
     * @throws IOException when the file cannot be read or the copy not written; nothing is left either
     */
    Staged stage(Path content, Path file) throws IOException, BadPluginException {
        Path home = work.newFolder(file.getFileName().toString());
        boolean good = false;
        try {
            Path copy = Staged.copyIn(home);
            String sha256 = copy(content, copy);
            Staged staged = open(file, home, copy, sha256);
            good = true;
            return staged;
        } finally {
            if (!good) {
                work.discard(home);
            }
        }
    }

    private static String copy(Path file, Path copy) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            Files.copy(in, copy);
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Staged open(Path file, Path home, Path copy, String sha256) throws IOException, BadPluginException {
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            Unpacker.checkNames(zip);
            PluginDescriptor descriptor = DescriptorReader.read(zip, file);
            boolean unpacked = zipLayout(zip);
            if (!unpacked) {
                return new Staged(file, descriptor, home, List.of(copy), sha256);
            }
            Path content = Files.createDirectory(home.resolve("content"));
            new Unpacker(content).unpack(zip);
            return new Staged(file, descriptor, home, parts(content, copy), sha256);
        } catch (ZipException e) {
            throw noZip(copy, e);
        }
    }

    private static BadPluginException noZip(Path copy, ZipException e) throws IOException {
        long size = Files.size(copy);
        try (InputStream in = Files.newInputStream(copy)) {
            byte[] head = in.readNBytes(2);
            boolean begun = head.length == 2 && head[0] == 'P' && head[1] == 'K';
            if (size > 0 && !begun) {
                return new BadPluginException(
                        "is not a jar or zip (" + e.getMessage() + "); build it again, or remove it", e);
            }
            return new HalfCopiedException("is not complete (" + size + " bytes, " + e.getMessage()
                    + "); it was copied halfway or is damaged, copy it again");
        }
    }

    private static boolean zipLayout(ZipFile zip) {
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (name.startsWith("classes/") || (name.startsWith("lib/") && name.endsWith(".jar"))) {
                return true;
            }
        }
        return false;
    }

    /** PF4J's order: classes before libraries; the libraries by name, so that every start is the same. */
    private static List<Path> parts(Path content, Path copy) throws IOException {
        List<Path> jars = new ArrayList<>();
        Path lib = content.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, "*.jar")) {
                found.forEach(jars::add);
            }
        }
        jars.sort(null);
        List<Path> parts = new ArrayList<>();
        parts.add(content.resolve("classes"));
        parts.addAll(jars);
        // A jar that carries lib/*.jar has its own classes at the top.
        parts.add(copy);
        return parts.stream().filter(Files::exists).toList();
    }
}

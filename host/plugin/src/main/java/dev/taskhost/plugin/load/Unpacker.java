package dev.taskhost.plugin.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Unpacks a zip into an empty folder, and nowhere else: an entry whose name leads out of it refuses the whole file
 * ("Zip Slip"; PF4J's own unpacking had it as CVE-2023-40826). Symbolic links cannot come out of it, {@link ZipFile}
 * writes what a link points to as text.
 */
final class Unpacker {
    private static final long MOST_BYTES = 2L << 30;
    private static final int MOST_ENTRIES = 200_000;

    private final Path folder;
    private long bytes;

    Unpacker(Path folder) {
        this.folder = folder;
    }

    /** Checks the names of a jar's or zip's entries. */
    static void checkNames(ZipFile zip) throws BadPluginException {
        if (zip.size() > MOST_ENTRIES) {
            throw new BadPluginException("has " + zip.size() + " entries; more than " + MOST_ENTRIES + " are refused");
        }
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (leadsOut(name)) {
                throw new BadPluginException("contains the entry '" + name
                        + "', whose name leads out of the plugin's folder; the whole file is refused."
                        + " Build it again with an ordinary tool (Maven, Gradle, jar, zip)");
            }
        }
    }

    private static boolean leadsOut(String name) {
        String slashed = name.replace('\\', '/');
        return slashed.startsWith("/")
                || slashed.matches("[A-Za-z]:.*")
                || slashed.indexOf('\0') >= 0
                || ("/" + slashed + "/").contains("/../");
    }

    /** Unpacks everything; the names have been checked. */
    void unpack(ZipFile zip) throws IOException, BadPluginException {
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            Path target = folder.resolve(entry.getName()).normalize();
            if (!target.startsWith(folder)) {
                throw new BadPluginException("contains the entry '" + entry.getName() + "', which leads out of it");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                write(zip, entry, target);
            }
        }
    }

    private void write(ZipFile zip, ZipEntry entry, Path target) throws IOException, BadPluginException {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
                if (bytes > MOST_BYTES) {
                    throw new BadPluginException("unpacks to more than " + (MOST_BYTES >> 30) + " GiB and is refused");
                }
                out.write(buffer, 0, count);
            }
        } catch (FileAlreadyExistsException e) {
            throw new BadPluginException("contains the entry '" + entry.getName() + "' twice", e);
        }
    }
}

package dev.taskhost.plugin.load;

import dev.taskhost.core.folder.Copies;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder that users drop jars and zips into. Only its own files count, not those of folders in it, none whose name
 * begins with a dot, and no symbolic link that leads out of it. Not thread-safe.
 */
public final class PluginFolder {
    private final Path folder;

    PluginFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * SHA-256 of all plugin files by their names.
     *
     * @throws IOException when the folder is not there, or something cannot be read
     */
    public static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (Path file : new PluginFolder(folder).list().stamps().keySet()) {
            hashes.put(file.getFileName().toString(), Copies.hash(file));
        }
        return hashes;
    }

    /**
     * The plugin files as they stand.
     *
     * @param stamps by name, sorted
     * @param refused a line for each file that must not be looked at
     */
    record Listing(Map<Path, Stamp> stamps, List<String> refused) {}

    /**
     * Lists the files.
     *
     * @throws IOException when the folder is not there, is none, or may not be read
     */
    Listing list() throws IOException {
        Path real = folder.toRealPath();
        Map<Path, Stamp> stamps = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PluginFolder::named)) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file) && leadsOut(file, real)) {
                    refused.add(file + ": is a symbolic link to something outside " + folder
                            + ", or to nothing; put the file itself there");
                } else {
                    stamp(file, stamps);
                }
            }
        }
        refused.sort(null);
        return new Listing(stamps, refused);
    }

    private static void stamp(Path file, Map<Path, Stamp> stamps) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                stamps.put(file, Stamp.of(attributes));
            }
        } catch (IOException gone) {
            stamps.remove(file); // removed since it was listed
        }
    }

    private static boolean leadsOut(Path link, Path real) {
        try {
            return !link.toRealPath().startsWith(real);
        } catch (IOException dangling) {
            return true;
        }
    }

    private static boolean named(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".jar") || name.endsWith(".zip"));
    }
}

package dev.taskhost.pylib;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packages {@code libs}, {@code models} and {@code taskhost}, unpacked: real files serve interpreters, tracebacks, CPython and
 * editors alike. They lie in a folder named after their contents, so that hosts of two versions keep out of each other's way, and a
 * folder that is there is whole. Thread-safe, also between processes.
 */
public final class PythonLibrary {
    /** Leads to the folder that was unpacked last: a place that editors can be told once. */
    public static final String CURRENT = "current";

    private static final int HASH_DIGITS = 16;

    private PythonLibrary() {}

    /**
     * Unpacks the files, unless they are there already.
     *
     * @param place the folder that holds a folder per version; made when missing
     * @return the folder to be put on {@code sys.path}, as a real path
     * @throws IOException when they cannot be written
     */
    public static Path unpackInto(Path place) throws IOException {
        SortedMap<String, byte[]> files = files();
        Path folder = place.resolve(hash(files));
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(place);
            Path aside = Files.createDirectory(place.resolve("." + UUID.randomUUID()));
            write(files, aside);
            moveWhole(aside, folder);
        }
        pointTo(folder, place.resolve(CURRENT));
        return folder.toRealPath();
    }

    private static void write(Map<String, byte[]> files, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    /** Another process may have been faster: then its files are as good. */
    private static void moveWhole(Path aside, Path folder) throws IOException {
        try {
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(aside);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void pointTo(Path folder, Path link) throws IOException {
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(folder.getFileName())) {
            return;
        }
        Path aside = link.resolveSibling("." + UUID.randomUUID());
        Files.createSymbolicLink(aside, folder.getFileName());
        Files.move(aside, link, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hash(SortedMap<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, bytes) -> {
                digest.update((path + "\0" + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Contents by path, {@code libs/logger/__init__.py}: out of the jar, or of a folder of classes. */
    private static SortedMap<String, byte[]> files() throws IOException {
        @Nullable URL here = PythonLibrary.class.getResource("libs/__init__.py");
        if (here == null) {
            throw new IllegalStateException(
                    "libs/__init__.py is missing in the jar of " + PythonLibrary.class.getName());
        }
        URI uri = uri(here);
        if (!"jar".equals(uri.getScheme())) {
            return read(top(Path.of(uri)));
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return read(top(jar.provider().getPath(uri)));
        }
    }

    private static Path top(Path oneFile) {
        Path libs = oneFile.getParent();
        return libs == null || libs.getParent() == null ? oneFile.getRoot() : libs.getParent();
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class loaders give well-formed URLs", e);
        }
    }

    private static SortedMap<String, byte[]> read(Path top) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            all.filter(file -> isOurs(top.relativize(file)) && Files.isRegularFile(file))
                    .forEach(file -> files.put(top.relativize(file).toString(), bytes(file)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    /** In a package: beside the packages lie classes. */
    private static boolean isOurs(Path path) {
        return path.getNameCount() > 1 && !path.toString().contains("__pycache__");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

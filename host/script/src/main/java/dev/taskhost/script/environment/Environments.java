package dev.taskhost.script.environment;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Installed packages, a folder for each lock, named after the lock's SHA-256: {@code data/python/3fa9c1d2e4b5a697/site-packages}. A folder is made
 * aside, moved to its name when it is whole, and never changed after that, so whoever sees it may use it, and older ones stay for
 * those who still need them. Thread-safe.
 */
public final class Environments {
    private static final int DIGITS = 16;
    private static final String SITE = "site-packages";
    private static final String UNFINISHED = ".unfinished-";

    private final Path folder;

    /** @param folder theirs alone; need not exist */
    public Environments(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Where all of them lie. */
    public Path folder() {
        return folder;
    }

    /** The packages of a lock by its SHA-256; empty when they are not installed here. */
    public Optional<Path> sitePackages(String lockHash) {
        if (lockHash.length() < DIGITS) {
            return Optional.empty();
        }
        Path place = place(lockHash).resolve(SITE);
        return Files.isDirectory(place) ? Optional.of(place) : Optional.empty();
    }

    private Path place(String lockHash) {
        return folder.resolve(lockHash.substring(0, DIGITS));
    }

    /**
     * An empty folder to install into, for {@link #finish}.
     *
     * @throws IOException when it cannot be made
     */
    public Path begin() throws IOException {
        Files.createDirectories(folder);
        return Files.createDirectory(
                Files.createTempDirectory(folder, UNFINISHED).resolve(SITE));
    }

    /**
     * Puts what was installed where it is found from now on. When it is there already, the other one stays.
     *
     * @param begun what {@link #begin} gave
     * @return where it lies
     * @throws IOException when it cannot be moved
     */
    public Path finish(Path begun, String lockHash) throws IOException {
        if (sitePackages(lockHash).isEmpty()) {
            Files.move(whole(begun), place(lockHash), StandardCopyOption.ATOMIC_MOVE);
        }
        return place(lockHash).resolve(SITE);
    }

    /**
     * Removes what was begun and is not finished; does nothing when it is.
     *
     * @throws IOException when it cannot be removed
     */
    public void drop(Path begun) throws IOException {
        delete(whole(begun));
    }

    private static Path whole(Path begun) {
        Path whole = begun.getParent();
        if (whole == null) {
            throw new IllegalArgumentException(begun + " was not begun here");
        }
        return whole;
    }

    /**
     * Removes all others, and what earlier installations left half done.
     *
     * @param lockHashes of those that are kept
     * @return how many were removed
     * @throws IOException when one cannot be removed
     */
    public int keepOnly(Set<String> lockHashes) throws IOException {
        List<Path> kept = lockHashes.stream()
                .filter(hash -> hash.length() >= DIGITS)
                .map(this::place)
                .toList();
        int removed = 0;
        for (Path each : all()) {
            boolean ours = each.getFileName().toString().matches("[0-9a-f]{" + DIGITS + "}|\\" + UNFINISHED + ".*");
            if (ours && !kept.contains(each)) {
                delete(each);
                removed++;
            }
        }
        return removed;
    }

    private List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(all::add);
            }
        }
        return all;
    }

    /**
     * Deletes a folder with all that is in it; does nothing when there is none.
     *
     * @throws IOException when something in it cannot be deleted
     */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(tree)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}

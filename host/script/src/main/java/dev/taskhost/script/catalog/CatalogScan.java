package dev.taskhost.script.catalog;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.script.environment.Environment;
import dev.taskhost.script.environment.Environments;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the scripts folder. Hidden files, {@code __pycache__}, {@code node_modules} and links that leave the
 * folder are passed over; what cannot be read becomes a problem, never a silence. One use, one thread.
 */
public final class CatalogScan extends SimpleFileVisitor<Path> {
    private static final long LARGEST = 5L << 20;

    private final Path root;
    private final Catalog before;
    private final @Nullable Copies copies;
    private final @Nullable Environments environments;
    private final List<Path> folders = new ArrayList<>();
    private final Map<String, Script> found = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final NodeLockScan locks;

    private CatalogScan(Path root, Catalog before, @Nullable Copies copies, @Nullable Environments environments) {
        this.environments = environments;
        this.root = root;
        this.before = before;
        this.copies = copies;
        this.locks = new NodeLockScan(root, before.nodeLocks(), copies, problems);
    }

    /**
     * What a walk found.
     *
     * @param folders those that scripts may be in, for whoever watches them
     */
    public record Found(Catalog catalog, List<Path> folders) {}

    /** A catalog without scripts, to scan for the first time. */
    public static Catalog empty() {
        return new Catalog(Map.of(), List.of(), Environment.NONE, NodeLocks.NONE);
    }

    /** As the other one, where it does not matter whether the packages are installed. */
    public static Found scan(Path root, Catalog before, @Nullable Copies copies) throws IOException {
        return scan(root, before, copies, null);
    }

    /**
     * Reads the folder as it stands; files that did not change since {@code before} are not read again. A lock whose packages are not installed
     * is a problem, and those of {@code before} stay.
     *
     * @param root the real path of the folder
     * @param copies where each text that is read is kept as well; null for nowhere
     * @param environments where packages are installed; null: the lock counts, whether they are or not
     * @throws IOException when the folder itself cannot be read
     */
    public static Found scan(Path root, Catalog before, @Nullable Copies copies, @Nullable Environments environments)
            throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(root.toString(), null, "the scripts folder is not there, or is no folder");
        }
        CatalogScan scan = new CatalogScan(root, before, copies, environments);
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 64, scan);
        Environment environment = scan.environment();
        Catalog catalog = new Catalog(scan.found, scan.problems, environment, scan.locks.found());
        return new Found(catalog, List.copyOf(scan.folders));
    }

    private Environment environment() {
        Path lock = root.resolve(Environment.LOCK);
        if (!Files.isRegularFile(lock)) {
            return Environment.NONE;
        }
        try {
            byte[] content = Files.readAllBytes(lock);
            String hash = Copies.hash(content);
            if (copies != null) {
                copies.put(hash, content);
            }
            return environments == null ? new Environment(hash, null) : installed(hash, environments);
        } catch (IOException e) {
            problems.add(Environment.LOCK + ": cannot be read or kept (" + e
                    + "); check its rights and the free space of the data folder. Scripts see the packages of before");
            return before.environment();
        }
    }

    private Environment installed(String lockHash, Environments all) {
        Optional<Path> place = all.sitePackages(lockHash);
        if (place.isEmpty()) {
            problems.add(Environment.LOCK
                    + ": its packages are not installed on this host; run `taskhost pip install`. Until then "
                    + (before.environment().isLocked() ? "scripts see those of before" : "scripts see none"));
            return before.environment();
        }
        return new Environment(lockHash, place.get());
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (folder.equals(root)) {
            folders.add(folder);
            return FileVisitResult.CONTINUE;
        }
        String name = folder.getFileName().toString();
        if (name.equals(NodeLocks.MODULES)) {
            locks.modules(folder);
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (name.startsWith(".") || name.equals("__pycache__") || leavesOrGoes(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        folders.add(folder);
        return FileVisitResult.CONTINUE;
    }

    private boolean leavesOrGoes(Path folder) throws IOException {
        try {
            return leaves(folder);
        } catch (NoSuchFileException gone) {
            return true;
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) {
            try {
                take(file, attributes);
            } catch (NoSuchFileException gone) {
                // removed since it was listed: the next scan sees it gone as well
            }
        }
        return FileVisitResult.CONTINUE;
    }

    private void take(Path file, BasicFileAttributes attributes) throws IOException {
        String name = file.getFileName().toString();
        if (NodeLocks.isLock(name) && !leaves(file)) {
            locks.lock(file, attributes);
        }
        if (name.startsWith(".") || Language.of(name).isEmpty()) {
            return;
        }
        if (leaves(file)) {
            problems.add(path(file) + ": left out, because it is a link to a file outside the scripts folder");
        } else if (attributes.size() > LARGEST) {
            problems.add(path(file) + ": left out, because a script may have at most 5 MB and this one has "
                    + attributes.size() + " bytes");
        } else {
            add(file, attributes);
        }
    }

    static Script.Stamp stamp(BasicFileAttributes attributes) {
        return new Script.Stamp(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size());
    }

    private void add(Path file, BasicFileAttributes attributes) throws IOException {
        String path = path(file);
        Script.Stamp stamp = stamp(attributes);
        Script known = before.at(path).orElse(null);
        if (known != null && known.stamp().equals(stamp)) {
            found.put(path, known);
            return;
        }
        try {
            byte[] content = Files.readAllBytes(file);
            keep(ScriptReader.read(root, file, path, content, stamp), content, known);
        } catch (NoSuchFileException gone) {
            // removed between the listing and the reading: the next scan sees it gone as well
            found.remove(path);
        } catch (BadPackageJsonException e) {
            problems.add(path + ": " + (known == null ? "left out" : "left as it was") + ", because "
                    + String.valueOf(e.getMessage()).replace(root + "/", root.getFileName() + "/"));
            keepKnown(path);
        } catch (IOException e) {
            problems.add(path + ": cannot be read (" + e + "); check its permissions");
            keepKnown(path);
        }
    }

    private void keep(Script script, byte[] content, @Nullable Script known) {
        try {
            if (copies != null) {
                copies.put(script.hash(), content);
            }
            found.put(script.path(), script);
        } catch (IOException e) {
            problems.add(script.path() + ": left " + (known == null ? "out" : "as it was")
                    + ", because no copy of it can be kept in the data folder (" + e
                    + "); check its free space and its rights");
            keepKnown(script.path());
        }
    }

    /** What lies at a path or below and cannot be read now is as it was: only what is seen to be gone is gone. */
    private void keepKnown(String path) {
        for (Script script : before.scripts()) {
            if (script.path().equals(path) || script.path().startsWith(path + "/")) {
                found.put(script.path(), script);
            }
        }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        if (failure instanceof FileSystemLoopException) {
            problems.add(path(file) + ": left out, because it is a link to a folder above itself");
        } else if (!(failure instanceof NoSuchFileException)) {
            problems.add(path(file) + ": cannot be read (" + failure + "); check its permissions");
            keepKnown(path(file));
        }
        return FileVisitResult.CONTINUE;
    }

    private boolean leaves(Path path) throws IOException {
        return !path.toRealPath().startsWith(root);
    }

    private String path(Path file) {
        return path(root, file);
    }

    /** Relative to the folder, with slashes. */
    static String path(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}

package dev.taskhost.script.files;

import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The scripts of one generation where they belong, and else the real file system: an interpreter reads, lists and imports the
 * scripts as they were when they became current, however the folder changes; a later generation only where it makes no difference
 * to what was read. Writing reaches the real files. Thread-safe.
 */
public final class GenerationView extends Forwarding {
    private static final Set<StandardOpenOption> WRITING = Set.of(
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            StandardOpenOption.CREATE,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.DELETE_ON_CLOSE);

    private final Path root;
    private final @Nullable Path closed;
    private volatile Generation generation;
    /** The scripts whose text was read, by their paths. */
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    /** Folders that scripts are in, relative to the root: they exist as long as this generation does. */
    private final Set<String> folders = new HashSet<>();

    /**
     * @param root the scripts folder, as a real path
     * @param closed a folder in which nothing is seen and nothing can be written: what Python has compiled of a script is told
     *     from a newer one by the second and the size, and these change within a second; null for none
     */
    public GenerationView(FileSystem real, Path root, Generation generation, @Nullable Path closed) {
        super(real);
        this.closed = closed;
        this.root = root;
        this.generation = generation;
        for (Script script : generation.catalog().scripts()) {
            String path = script.path();
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                folders.add(path.substring(0, slash));
            }
        }
    }

    /** Where to read what lies at a path. */
    public Path text(Path path) {
        note(path);
        return glance(path);
    }

    /** As {@link #text}, for a look of which nothing stays in the interpreter: {@link #follow} does not mind. */
    public Path glance(Path path) {
        return script(path).map(generation::text).orElse(path);
    }

    /** Whether there is a file to read. */
    public boolean isFile(Path path) {
        return script(path).isPresent() || Files.isRegularFile(path);
    }

    /**
     * Shows a later generation from now on, if nothing that was read through here is different in it: the same files are there,
     * with the same Python packages, and whatever has changed was never read.
     *
     * @return whether it does; else it stays with the one it has
     */
    public boolean follow(Generation later) {
        boolean same = couldFollow(later);
        if (same) {
            generation = later;
        }
        return same;
    }

    /** Whether {@link #follow} would do it, if nothing is read meanwhile. */
    public boolean couldFollow(Generation later) {
        Catalog now = generation.catalog();
        Catalog then = later.catalog();
        return then.environment().equals(now.environment())
                && then.byPath().keySet().equals(now.byPath().keySet())
                && read.stream().allMatch(path -> then.at(path).equals(now.at(path)));
    }

    private Optional<Script> script(Path path) {
        return generation.catalog().at(relative(path));
    }

    /** Something that may be different in a later generation is read here. */
    private void note(Path path) {
        script(path).map(Script::path).ifPresent(read::add);
    }

    /** With slashes; the path itself when it is not in the folder. */
    private String relative(Path path) {
        Path whole = toAbsolutePath(path).normalize();
        return whole.startsWith(root) ? root.relativize(whole).toString().replace('\\', '/') : whole.toString();
    }

    /** What stands for a path that is only looked at. */
    private Path seen(Path path) throws NoSuchFileException {
        refuseClosed(path);
        Path there = glance(path);
        boolean folder = there.equals(path) && folders.contains(relative(path)) && !Files.exists(path);
        return folder ? root : there;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        refuseClosed(path);
        note(path);
        boolean writes = options.stream().anyMatch(WRITING::contains);
        return real.newByteChannel(writes ? path : seen(path), options, attributes);
    }

    private void refuseClosed(Path path) throws NoSuchFileException {
        if (closed != null && path.startsWith(closed)) {
            throw new NoSuchFileException(path.toString());
        }
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        refuseClosed(folder);
        real.createDirectory(folder, attributes);
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        real.checkAccess(modes.contains(AccessMode.WRITE) ? path : seen(path), modes, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(seen(path), attributes, options);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        return seen(path).equals(path)
                ? real.toRealPath(path, options)
                : toAbsolutePath(path).normalize();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        Path whole = toAbsolutePath(folder).normalize();
        if (!whole.startsWith(root)) {
            return real.newDirectoryStream(folder, filter);
        }
        Set<Path> children = new TreeSet<>();
        if (Files.isDirectory(whole)) {
            try (DirectoryStream<Path> there = real.newDirectoryStream(folder, path -> true)) {
                there.forEach(children::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        ours(folder, relative(folder), children);
        return new Listing(kept(children, filter));
    }

    private void ours(Path folder, String relative, Set<Path> children) {
        String prefix = relative.isEmpty() ? "" : relative + "/";
        for (Script script : generation.catalog().scripts()) {
            String path = script.path();
            if (path.startsWith(prefix)) {
                int end = path.indexOf('/', prefix.length());
                children.add(folder.resolve(path.substring(prefix.length(), end < 0 ? path.length() : end)));
            }
        }
    }

    private static List<Path> kept(Set<Path> children, DirectoryStream.Filter<? super Path> filter) throws IOException {
        List<Path> kept = new ArrayList<>();
        for (Path child : children) {
            if (filter.accept(child)) {
                kept.add(child);
            }
        }
        return kept;
    }
}

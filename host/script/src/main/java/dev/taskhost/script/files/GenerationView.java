package dev.taskhost.script.files;

import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private final Looks looks = new Looks();
    private volatile Shown shown;

    /** @param folders that its scripts are in, relative to the root: they exist as long as it is shown */
    private record Shown(Generation generation, Set<String> folders) {
        static Shown of(Generation generation) {
            return new Shown(generation, Looks.folders(generation.catalog()));
        }
    }

    /**
     * @param root the scripts folder, as a real path
     * @param closed a folder in which nothing is seen and nothing can be written: what Python has compiled of a script is told
     *     from a newer one by the second and the size, and these change within a second; null for none
     */
    public GenerationView(FileSystem real, Path root, Generation generation, @Nullable Path closed) {
        super(real);
        this.closed = closed;
        this.root = root;
        this.shown = Shown.of(generation);
    }

    /** Where to read what lies at a path. */
    public Path text(Path path) {
        met(path);
        noteRead(path);
        return glance(path);
    }

    /** As {@link #text}, for a look of which nothing stays in the interpreter: {@link #follow} does not mind. */
    public Path glance(Path path) {
        return script(path).map(shown.generation()::text).orElse(path);
    }

    /** Whether there is a file to read. */
    public boolean isFile(Path path) {
        met(path);
        return script(path).isPresent() || Files.isRegularFile(path);
    }

    /** Which generation it shows. */
    public Generation generation() {
        return shown.generation();
    }

    /**
     * Shows a later generation from now on, if that makes no difference to what was looked at through here: whatever has changed was
     * never read, and what has come or gone was neither looked for nor listed; the Python packages are the same.
     *
     * @return whether it does; else it stays with the one it has
     */
    public boolean follow(Generation later) {
        boolean same = couldFollow(later);
        if (same) {
            shown = Shown.of(later);
        }
        return same;
    }

    /** Whether {@link #follow} would do it, if nothing is looked at meanwhile. */
    public boolean couldFollow(Generation later) {
        Catalog now = shown.generation().catalog();
        Catalog then = later.catalog();
        return then.environment().equals(now.environment()) && !looks.differ(now, then);
    }

    /** A Python module was looked for and is not there, neither as a file nor as a folder. */
    public void missed(Path module) {
        met(module);
        met(module.resolveSibling(module.getFileName() + ".py"));
    }

    /**
     * What {@link #newDirectoryStream} would give, by name, for a look of which nothing stays but through {@link #missed}. A folder
     * that is not there, or may not be listed, has no names, as Python's import system takes it.
     *
     * @throws UncheckedIOException when it cannot be listed for another reason
     */
    public Set<String> names(Path folder) {
        try {
            Set<String> names = new TreeSet<>();
            children(folder).forEach(child -> names.add(child.getFileName().toString()));
            return names;
        } catch (NoSuchFileException | AccessDeniedException none) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Script> script(Path path) {
        return shown.generation().catalog().at(relative(path));
    }

    private void noteRead(Path path) {
        script(path).map(Script::path).ifPresent(looks::read);
    }

    private void met(Path path) {
        Path whole = toAbsolutePath(path).normalize();
        if (whole.startsWith(root) && !whole.equals(root)) {
            looks.met(slashed(whole));
        }
    }

    /** With slashes; the path itself when it is not in the folder. */
    private String relative(Path path) {
        Path whole = toAbsolutePath(path).normalize();
        return whole.startsWith(root) ? slashed(whole) : whole.toString();
    }

    private String slashed(Path inside) {
        return root.relativize(inside).toString().replace('\\', '/');
    }

    /** What stands for a path that is only looked at. */
    private Path seen(Path path) throws NoSuchFileException {
        refuseClosed(path);
        met(path);
        Path there = glance(path);
        boolean folder = there.equals(path) && shown.folders().contains(relative(path)) && !Files.exists(path);
        return folder ? root : there;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        refuseClosed(path);
        noteRead(path);
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
        looks.listed(relative(whole));
        return new Listing(kept(children(folder), filter));
    }

    /** What is there, and the scripts that are shown. */
    private Set<Path> children(Path folder) throws IOException {
        Set<Path> children = new TreeSet<>();
        if (Files.isDirectory(toAbsolutePath(folder).normalize())) {
            try (DirectoryStream<Path> there = real.newDirectoryStream(folder, path -> true)) {
                there.forEach(children::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        ours(folder, relative(folder), children);
        return children;
    }

    private void ours(Path folder, String relative, Set<Path> children) {
        String prefix = relative.isEmpty() ? "" : relative + "/";
        for (Script script : shown.generation().catalog().scripts()) {
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

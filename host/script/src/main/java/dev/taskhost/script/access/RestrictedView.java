package dev.taskhost.script.access;

import dev.taskhost.script.files.Forwarding;
import dev.taskhost.script.files.GenerationView;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All of the file system that there is for restricted bodies: the scripts of a generation and what else lies in their folder, to be
 * read; the task's own scratch folder, as {@code /scratch}; and the interpreters' own libraries. Whatever else is asked for is
 * refused, with a text that says so. No link can be made, so that no path of a body's can come to mean another. Thread-safe.
 */
public final class RestrictedView extends Forwarding {
    private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<String> CHANGEABLE =
            Set.of("permissions", "lastModifiedTime", "lastAccessTime", "creationTime");

    private final Walls walls;

    /**
     * @param scripts what the scripts' texts are
     * @param root the scripts folder, as a real path
     * @param libraries where else scripts read: their Python packages, and the modules that the host gives them
     * @param scratch where the scratch folders are
     */
    public RestrictedView(GenerationView scripts, Path root, List<Path> libraries, Path scratch) {
        super(scripts);
        this.walls = new Walls(scripts, root, libraries, new Scratch(scratch));
    }

    /** Whether the scripts folder has that to be read, as far as walls are concerned. */
    public boolean isOpen(Path path) {
        try {
            return walls.spot(path).kind() == Spot.Kind.READ_ONLY;
        } catch (IOException refused) {
            return false; // the refusal is noted where the text of it is made
        }
    }

    private Spot writable(Path path, String what) throws IOException {
        Spot spot = walls.spot(path);
        if (!spot.isScratch()) {
            throw Walls.refusal(path, "can only be read: " + what + " is for " + Scratch.PLACE);
        }
        return spot;
    }

    @Override
    public Path parsePath(URI uri) {
        Path path = super.parsePath(uri);
        try {
            var _ = walls.absolute(path);
            return path;
        } catch (AccessDeniedException e) {
            throw new SecurityException(e.getReason(), e);
        }
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return Walls.standing().resolve(path);
    }

    @Override
    public void setCurrentWorkingDirectory(Path folder) {
        try {
            var _ = walls.spot(folder);
            Path whole = walls.absolute(folder);
            Tenant.current().ifPresent(tenant -> tenant.moveTo(whole));
        } catch (IOException e) {
            throw new SecurityException(e.getMessage(), e);
        }
    }

    @Override
    public Path getTempDirectory() {
        return Scratch.PLACE;
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        Spot spot = walls.spot(path);
        if (modes.contains(AccessMode.WRITE) && spot.kind() == Spot.Kind.READ_ONLY) {
            throw new AccessDeniedException(path.toString(), null, "can only be read"); // a question, not an attempt
        }
        spot.files().checkAccess(spot.path(), modes, options);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        Spot spot = walls.spot(path);
        if (spot.isScratch()) {
            Set<OpenOption> exactly = new HashSet<>(options);
            exactly.add(LinkOption.NOFOLLOW_LINKS);
            return spot.files().newByteChannel(spot.path(), exactly, attributes);
        }
        boolean reads = READING.containsAll(options);
        if (!reads && spot.kind() != Spot.Kind.DEVICE) {
            throw Walls.refusal(path, "can only be read: writing is for " + Scratch.PLACE);
        }
        return spot.files().newByteChannel(spot.path(), options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        Spot spot = walls.spot(folder);
        if (!spot.isScratch()) {
            return spot.files().newDirectoryStream(spot.path(), filter);
        }
        List<Path> shown = new ArrayList<>();
        try (DirectoryStream<Path> there = spot.files().newDirectoryStream(spot.path(), path -> true)) {
            for (Path path : there) {
                Path seen = folder.resolve(path.getFileName());
                if (filter.accept(seen)) {
                    shown.add(seen);
                }
            }
        }
        return new Shown(shown);
    }

    private record Shown(List<Path> entries) implements DirectoryStream<Path> {
        @Override
        public Iterator<Path> iterator() {
            return entries.iterator();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        Spot spot = walls.spot(path);
        Path real = spot.files().toRealPath(spot.path(), options);
        return spot.isScratch() ? walls.shown(real) : real;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        Spot spot = walls.spot(path);
        return spot.files().readAttributes(spot.path(), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        Spot spot = writable(path, "changing");
        String plain = attribute.substring(attribute.indexOf(':') + 1);
        if (!CHANGEABLE.contains(plain)) {
            throw Walls.refusal(path, "keeps its " + plain);
        }
        spot.files().setAttribute(spot.path(), attribute, value, options);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        Spot spot = writable(folder, "making folders");
        spot.files().createDirectory(spot.path(), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        Spot spot = writable(path, "deleting");
        if (walls.absolute(path).equals(Scratch.PLACE)) {
            throw Walls.refusal(path, "stays");
        }
        spot.files().delete(spot.path());
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        Spot from = writable(source, "copying"); // what lies elsewhere can be read and written
        from.files().copy(from.path(), writable(target, "copying").path(), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Spot from = writable(source, "moving");
        from.files().move(from.path(), writable(target, "moving").path(), options);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        throw Walls.refusal(link, "is not made: scripts make no links");
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        throw Walls.refusal(link, "is not made: scripts make no links");
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        Spot spot = walls.spot(link);
        return spot.files().readSymbolicLink(spot.path());
    }

    @Override
    public @Nullable String getMimeType(Path path) {
        return null; // GraalVM goes by the ending then
    }

    @Override
    public @Nullable Charset getEncoding(Path path) {
        return null;
    }

    @Override
    public boolean isSameFile(Path one, Path other, LinkOption... options) throws IOException {
        Spot first = walls.spot(one);
        Spot second = walls.spot(other);
        return first.files().equals(second.files()) && first.files().isSameFile(first.path(), second.path(), options);
    }

    @Override
    public long getFileStoreTotalSpace(Path path) throws IOException {
        Spot spot = walls.spot(path);
        return spot.files().getFileStoreTotalSpace(spot.path());
    }

    @Override
    public long getFileStoreUnallocatedSpace(Path path) throws IOException {
        Spot spot = walls.spot(path);
        return spot.files().getFileStoreUnallocatedSpace(spot.path());
    }

    @Override
    public long getFileStoreUsableSpace(Path path) throws IOException {
        Spot spot = walls.spot(path);
        return spot.files().getFileStoreUsableSpace(spot.path());
    }

    @Override
    public long getFileStoreBlockSize(Path path) throws IOException {
        Spot spot = walls.spot(path);
        return spot.files().getFileStoreBlockSize(spot.path());
    }

    @Override
    public boolean isFileStoreReadOnly(Path path) throws IOException {
        Spot spot = walls.spot(path);
        return spot.kind() == Spot.Kind.READ_ONLY || spot.files().isFileStoreReadOnly(spot.path());
    }
}

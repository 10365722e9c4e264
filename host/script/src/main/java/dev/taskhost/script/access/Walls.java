package dev.taskhost.script.access;

import dev.taskhost.script.files.GenerationView;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graalvm.polyglot.io.FileSystem;

/** Says what a path of a restricted body's means, and whether it means anything. Thread-safe. */
final class Walls {
    /** Facts about time, which are the same everywhere and which {@code zoneinfo} looks for there. */
    private static final Path ZONES = Path.of("/usr/share/zoneinfo");

    private static final Path NOWHERE = Path.of("/dev/null");

    private final GenerationView scripts;
    private final Path root;
    private final List<Path> readable;
    private final Scratch scratch;
    private final FileSystem plain = FileSystem.newDefaultFileSystem();

    /** The interpreters' own libraries, and nothing else. */
    private final FileSystem libraries =
            FileSystem.newReadOnlyFileSystem(FileSystem.allowInternalResourceAccess(FileSystem.newDenyIOFileSystem()));

    /**
     * @param scripts what the scripts' texts are
     * @param root the scripts folder, as a real path
     * @param readable where else scripts read: their Python packages, and the modules that the host gives them
     */
    Walls(GenerationView scripts, Path root, List<Path> readable, Scratch scratch) {
        this.scripts = scripts;
        this.root = root;
        this.scratch = scratch;
        List<Path> all = new ArrayList<>(readable);
        all.add(ZONES);
        this.readable = List.copyOf(all);
    }

    /** Without links or names that mean others; relative ones count from where the tenant stands. */
    Path absolute(Path path) throws AccessDeniedException {
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            throw refusal(path, "is in no file system of scripts");
        }
        return standing().resolve(path).normalize();
    }

    static Path standing() {
        return Tenant.current().map(Tenant::folder).orElse(Scratch.PLACE);
    }

    /**
     * Where to look for a path.
     *
     * @throws AccessDeniedException when it leads out
     * @throws IOException when the scratch folder cannot be made
     */
    Spot spot(Path path) throws IOException {
        Path whole = absolute(path);
        if (whole.startsWith(root)) {
            if (!leadsOut(whole)) {
                return new Spot(scripts, whole, Spot.Kind.READ_ONLY);
            }
            throw refusal(path, "is a link that leads out of the scripts folder");
        }
        if (whole.startsWith(Scratch.PLACE)) {
            return new Spot(plain, inScratch(whole), Spot.Kind.SCRATCH);
        }
        if (whole.equals(NOWHERE)) {
            return new Spot(plain, whole, Spot.Kind.DEVICE);
        }
        for (Path folder : readable) {
            if (isIn(folder, whole)) {
                return new Spot(plain, whole, Spot.Kind.READ_ONLY);
            }
        }
        return library(path, whole);
    }

    private static boolean isIn(Path folder, Path whole) throws IOException {
        return whole.startsWith(folder) && real(whole).startsWith(real(folder));
    }

    private Spot library(Path path, Path whole) throws IOException {
        try {
            var _ = libraries.readAttributes(whole, "isDirectory", LinkOption.NOFOLLOW_LINKS);
        } catch (SecurityException notThere) {
            throw refusal(path, "is outside of the scripts folder and of " + Scratch.PLACE);
        } catch (IOException missing) {
            return new Spot(libraries, whole, Spot.Kind.READ_ONLY); // it says the same to who asks
        }
        return new Spot(libraries, whole, Spot.Kind.READ_ONLY);
    }

    private Path inScratch(Path whole) throws IOException {
        Optional<Tenant> tenant = Tenant.current();
        if (tenant.isEmpty()) {
            throw refusal(whole, "is nobody's here: no task is known for which this thread works");
        }
        Path own = scratch.of(tenant.get());
        Path there = own.resolve(Scratch.PLACE.relativize(whole).toString());
        if (!real(there).startsWith(own)) {
            throw refusal(whole, "is a link that leads out of " + Scratch.PLACE);
        }
        return there;
    }

    /** A path below a tenant's own folder as it sees it. */
    Path shown(Path there) throws IOException {
        Path own = scratch.of(Tenant.current().orElseThrow());
        return Scratch.PLACE.resolve(own.relativize(there).toString());
    }

    /** A script of the generation may lie in the host's own copies by now, where its text is read. */
    private boolean leadsOut(Path whole) throws IOException {
        return scripts.glance(whole).equals(whole) && !real(whole).startsWith(root);
    }

    /** With the links of that part of it that exists followed. */
    private static Path real(Path whole) throws IOException {
        Path existing = whole;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing.toRealPath().resolve(existing.relativize(whole).toString());
    }

    /** To be thrown. */
    static AccessDeniedException refusal(Path path, String why) {
        return new AccessDeniedException(path.toString(), null, Tenant.refused(path + " " + why));
    }
}

package dev.taskhost.plugin.load;

import dev.taskhost.core.folder.Copies;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each file in the plugin folder: the last good copy, and what is wrong with the file as it stands now.
 *
 * <p>A file that ends too early, or changes while it is copied, may still be in the middle of being written: it is
 * looked at again in the next scan, and only when it has not changed until then it is called broken. Not thread-safe.
 */
final class PluginFiles {
    private static final Logger log = LoggerFactory.getLogger(PluginFiles.class);

    private final PluginFolder folder;
    private final Path path;
    private final Stager stager;
    private final WorkFolder work;
    private final Map<Path, Known> known = new TreeMap<>();
    private List<String> refused = List.of();
    private @Nullable String folderProblem;
    private boolean first = true;

    PluginFiles(Path path, WorkFolder work) {
        this.path = path;
        this.folder = new PluginFolder(path);
        this.work = work;
        this.stager = new Stager(work);
    }

    /**
     * A file.
     *
     * @param stamp as it was last looked at
     * @param again look at it in the next scan, also when it has not changed
     * @param good its last good copy; null when there never was one
     * @param problem what is wrong with it now; null for nothing
     */
    private record Known(
            Stamp stamp,
            boolean again,
            @Nullable Staged good,
            @Nullable String problem) {}

    /**
     * Goes on with what an earlier life of the host had in charge, unless all of it lies in the folder as it was; the next scan takes
     * up what has changed since, as it does any change. Called before the first.
     *
     * @param before hashes of the files in charge, by name
     * @return whether there are good copies now
     */
    boolean resume(Map<String, String> before, Copies kept) {
        try {
            Map<Path, Stamp> stamps = new TreeMap<>(folder.list().stamps());
            stamps.keySet()
                    .removeIf(file -> !before.containsKey(file.getFileName().toString()));
            if (isChanged(stamps.keySet(), before)) {
                for (Map.Entry<Path, Stamp> file : stamps.entrySet()) {
                    known.put(
                            file.getKey(),
                            new Known(file.getValue(), true, earlier(file.getKey(), before, kept), null));
                }
            }
        } catch (IOException | BadPluginException e) {
            log.warn(
                    "what was in charge before cannot be had any more ({}); what lies in {} is taken",
                    e.toString(),
                    path);
            good().forEach(staged -> work.discard(staged.home()));
            known.clear();
        }
        return !known.isEmpty();
    }

    private static boolean isChanged(Set<Path> files, Map<String, String> before) throws IOException {
        for (Path file : files) {
            if (!Copies.hash(file).equals(before.get(file.getFileName().toString()))) {
                return true;
            }
        }
        return false;
    }

    private Staged earlier(Path file, Map<String, String> before, Copies kept) throws IOException, BadPluginException {
        String hash = before.getOrDefault(file.getFileName().toString(), "");
        Staged staged = stager.stage(kept.at(hash), file);
        if (!staged.sha256().equals(hash)) {
            work.discard(staged.home());
            throw new IOException("the copy " + kept.at(hash) + " was changed or is damaged; delete it");
        }
        return staged;
    }

    /**
     * Looks at the folder.
     *
     * @return whether the good copies are others than before
     */
    boolean scan() {
        PluginFolder.Listing listing;
        try {
            listing = folder.list();
            folderProblem = null;
        } catch (IOException e) {
            return unreadable(e);
        }
        refused = listing.refused();
        boolean changed = known.keySet().retainAll(listing.stamps().keySet());
        for (Map.Entry<Path, Stamp> file : listing.stamps().entrySet()) {
            Known before = known.get(file.getKey());
            if (before == null || before.again() || !before.stamp().equals(file.getValue())) {
                changed |= look(file.getKey(), file.getValue(), before);
            }
        }
        first = false;
        return changed;
    }

    /** What was loaded stays: a network folder that is away for a moment must not take every task with it. */
    private boolean unreadable(IOException e) {
        boolean missing = e instanceof NoSuchFileException;
        if (missing && known.isEmpty()) {
            folderProblem = null; // no folder, no plugins: not everybody has some
        } else {
            folderProblem = path + ": the plugin folder "
                    + (missing ? "is gone" : "cannot be read (" + words(e) + ")")
                    + (known.isEmpty() ? "" : "; what was loaded from it stays in charge until it can be read again");
        }
        return false;
    }

    private boolean look(Path file, Stamp stamp, @Nullable Known before) {
        Staged good = before == null ? null : before.good();
        try {
            Staged staged = stager.stage(file);
            if (!stamp.equals(Stamp.of(Files.readAttributes(file, BasicFileAttributes.class)))) {
                work.discard(staged.home());
                known.put(file, new Known(stamp, true, good, before == null ? null : before.problem()));
                return false;
            }
            if (good != null && good.sha256().equals(staged.sha256())) {
                work.discard(staged.home());
                known.put(file, new Known(stamp, false, good, null));
                return false;
            }
            known.put(file, new Known(stamp, false, staged, null));
            return true;
        } catch (HalfCopiedException e) {
            boolean settled =
                    first || (before != null && before.again() && before.stamp().equals(stamp));
            known.put(file, new Known(stamp, !settled, good, settled ? problem(file, e.getMessage(), good) : null));
        } catch (BadPluginException e) {
            known.put(file, new Known(stamp, false, good, problem(file, e.getMessage(), good)));
        } catch (NoSuchFileException e) {
            known.put(file, new Known(stamp, true, good, null)); // the next listing is without it
        } catch (IOException e) {
            known.put(file, new Known(stamp, true, good, problem(file, "cannot be copied: " + words(e), good)));
        }
        return false;
    }

    private static String words(IOException e) {
        return e instanceof AccessDeniedException
                ? "its rights do not allow this user to read it"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static String problem(Path file, @Nullable String reason, @Nullable Staged good) {
        return file + ": " + reason
                + (good == null ? "" : "; the version loaded before (" + good.version() + ") stays in charge");
    }

    /** The last good copy of each file. */
    Collection<Staged> good() {
        return known.values().stream().map(Known::good).filter(Objects::nonNull).toList();
    }

    /** What is wrong with the folder and its files, a line or more for each. */
    List<String> problems() {
        List<String> lines = new ArrayList<>();
        if (folderProblem != null) {
            lines.add(folderProblem);
        }
        lines.addAll(refused);
        known.values().stream().map(Known::problem).filter(Objects::nonNull).forEach(lines::add);
        return lines;
    }
}

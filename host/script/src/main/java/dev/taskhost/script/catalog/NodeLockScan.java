package dev.taskhost.script.catalog;

import dev.taskhost.core.folder.Copies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of a {@link CatalogScan} that finds {@link NodeLocks}. What goes while it is looked at is gone, and no problem. One use, one thread. */
final class NodeLockScan {
    private final Path root;
    private final NodeLocks before;
    private final @Nullable Copies copies;
    private final List<String> problems;
    private final Map<String, NodeLocks.Lock> wanted = new TreeMap<>();
    private final Map<String, NodeLocks.Lock> installed = new TreeMap<>();

    /**
     * @param before what did not change since then is not read again
     * @param copies where the text of each lock is kept; null for nowhere
     * @param problems what cannot be read is told there
     */
    NodeLockScan(Path root, NodeLocks before, @Nullable Copies copies, List<String> problems) {
        this.root = root;
        this.before = before;
        this.copies = copies;
        this.problems = problems;
    }

    /** Takes a lock in. */
    void lock(Path file, BasicFileAttributes attributes) {
        add(file, attributes, before.wanted(), wanted, copies);
    }

    /** Takes in what installers have noted in a folder of packages. */
    void modules(Path folder) {
        for (String name : NodeLocks.NOTES) {
            Path note = folder.resolve(name);
            try {
                BasicFileAttributes attributes = Files.readAttributes(note, BasicFileAttributes.class);
                add(note, attributes, before.installed(), installed, null);
            } catch (NoSuchFileException none) {
                // most installers are not the one that was used
            } catch (IOException e) {
                unread(note, e, before.installed(), installed);
            }
        }
    }

    private void add(
            Path file,
            BasicFileAttributes attributes,
            Map<String, NodeLocks.Lock> known,
            Map<String, NodeLocks.Lock> found,
            @Nullable Copies keeping) {
        String path = CatalogScan.path(root, file);
        Script.Stamp stamp = CatalogScan.stamp(attributes);
        NodeLocks.Lock last = known.get(path);
        if (last != null && last.stamp().equals(stamp)) {
            found.put(path, last);
            return;
        }
        try {
            byte[] content = Files.readAllBytes(file);
            String hash = Copies.hash(content);
            if (keeping != null) {
                keeping.put(hash, content);
            }
            found.put(path, new NodeLocks.Lock(hash, stamp));
        } catch (NoSuchFileException gone) {
            found.remove(path);
        } catch (IOException e) {
            unread(file, e, known, found);
        }
    }

    private void unread(
            Path file, IOException e, Map<String, NodeLocks.Lock> known, Map<String, NodeLocks.Lock> found) {
        String path = CatalogScan.path(root, file);
        problems.add(
                path + ": cannot be read or kept (" + e
                        + "); check its rights and the free space of the data folder. Packages that have changed are not seen before that");
        NodeLocks.Lock last = known.get(path);
        if (last != null) {
            found.put(path, last);
        }
    }

    /** All that was taken in. */
    NodeLocks found() {
        return new NodeLocks(wanted, installed);
    }
}

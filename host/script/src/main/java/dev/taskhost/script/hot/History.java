package dev.taskhost.script.hot;

import dev.taskhost.core.folder.Copies;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations of a scripts folder, newest last, as files that a person can read: {@code generations/000012.json}, and the
 * texts in {@code texts/}. Written by the host that owns the data folder, read by everybody. Thread-safe.
 */
public final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final String ENDING = ".json";

    private final Path folder;
    private final int keep;
    private final Copies copies;
    private final TreeMap<Long, Recorded> all = new TreeMap<>();

    /**
     * A generation that was.
     *
     * @param number counts up
     * @param id follows from paths and texts alone
     * @param at when it became current
     * @param files hashes of texts by path
     * @param broken what lay in the folder and was not good, by path
     */
    public record Recorded(long number, String id, Instant at, Map<String, String> files, Map<String, Bad> broken) {}

    /**
     * A script that was not good.
     *
     * @param hash of its text
     * @param error what was wrong
     * @param heldBack whether {@link Recorded#files} has an earlier text of it
     */
    public record Bad(String hash, String error, boolean heldBack) {}

    /**
     * Reads what is there.
     *
     * @param keep how many generations are kept, at least 1
     * @throws IOException when the folder cannot be made or read
     */
    public History(Path folder, int keep) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("generations"));
        this.copies = new Copies(folder.resolve("texts"));
        this.keep = keep;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder, "*" + ENDING)) {
            for (Path file : files) {
                read(file).ifPresent(recorded -> all.put(recorded.number(), recorded));
            }
        }
    }

    private static Optional<Recorded> read(Path file) throws IOException {
        try {
            return Optional.of(RecordedJson.read(Files.readString(file)));
        } catch (RuntimeException e) {
            LOG.warn("{} is no record of a generation ({}) and is passed over; it can be deleted.", file, e.toString());
            return Optional.empty();
        }
    }

    /** Where the texts are. */
    public Copies copies() {
        return copies;
    }

    /** All, oldest first. */
    public synchronized List<Recorded> all() {
        return List.copyOf(all.values());
    }

    /** The newest; empty before the first. */
    public synchronized Optional<Recorded> last() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.lastEntry().getValue());
    }

    /** By its number, or by the beginning of its id, of which the newest counts. */
    public synchronized Optional<Recorded> find(String name) {
        List<Recorded> newestFirst = new ArrayList<>(all.descendingMap().values());
        return newestFirst.stream()
                .filter(recorded -> Long.toString(recorded.number()).equals(name))
                .findFirst()
                .or(() -> newestFirst.stream()
                        .filter(recorded -> name.length() >= 4 && recorded.id().startsWith(name))
                        .findFirst());
    }

    /**
     * Records one, and forgets the oldest beyond those that are kept, with the texts nobody has any more.
     *
     * @param inUse hashes of texts that are needed all the same
     * @throws IOException when it cannot be written
     */
    public synchronized void add(Recorded recorded, Set<String> inUse) throws IOException {
        Path unfinished = Files.createTempFile(folder, "generation", ".tmp");
        Files.writeString(unfinished, RecordedJson.write(recorded));
        Files.move(
                unfinished,
                file(recorded.number()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        all.put(recorded.number(), recorded);
        if (all.size() > keep) {
            while (all.size() > keep) {
                Files.deleteIfExists(file(all.firstKey()));
                all.pollFirstEntry();
            }
            Set<String> needed = new HashSet<>(inUse);
            all.values().forEach(each -> {
                needed.addAll(each.files().values());
                each.broken().values().forEach(bad -> needed.add(bad.hash()));
            });
            copies.keepOnly(needed);
        }
    }

    private Path file(long number) {
        return folder.resolve("%06d%s".formatted(number, ENDING));
    }

    /** Paths that differ between two: {@code +} for new, {@code -} for gone, {@code ~} for changed. */
    public static Map<String, Character> changes(Map<String, String> before, Map<String, String> after) {
        Map<String, Character> changes = new TreeMap<>();
        after.forEach((path, hash) -> {
            String was = before.get(path);
            if (was == null) {
                changes.put(path, '+');
            } else if (!was.equals(hash)) {
                changes.put(path, '~');
            }
        });
        before.keySet().stream().filter(path -> !after.containsKey(path)).forEach(path -> changes.put(path, '-'));
        return new LinkedHashMap<>(changes);
    }
}

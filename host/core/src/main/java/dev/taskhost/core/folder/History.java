package dev.taskhost.core.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * The generations of a folder, newest last, as files that a person can read: {@code generations/000012.json}, and the contents of its
 * files beside that. Written by the host that owns the data folder, read by everybody. Thread-safe.
 */
public final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final String ENDING = ".json";
    private static final int ID_DIGITS = 8;

    private final Path folder;
    private final Keep keep;
    private final Copies copies;
    private final TreeMap<Long, Recorded> all = new TreeMap<>();

    /**
     * A generation that was.
     *
     * @param number counts up
     * @param id follows from paths and texts alone
     * @param at when it became current
     * @param files hashes of contents by path
     * @param labels what a person calls some of them, by path: {@code hello 1.2}
     * @param broken what lay in the folder and was not good, by path
     */
    public record Recorded(
            long number,
            String id,
            Instant at,
            Map<String, String> files,
            Map<String, String> labels,
            Map<String, Bad> broken) {}

    /**
     * A file that was not good.
     *
     * @param hash of its content; empty when it is not known
     * @param error what was wrong
     * @param heldBack whether {@link Recorded#files} has an earlier content of it
     */
    public record Bad(String hash, String error, boolean heldBack) {}

    /**
     * How much is kept; the newest generation always is.
     *
     * @param generations at most, at least 1
     * @param bytes of all contents together at most
     */
    private record Keep(int generations, long bytes) {}

    private History(Path folder, String contents, Keep keep) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("generations"));
        this.copies = new Copies(folder.resolve(contents));
        this.keep = keep;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder, "*" + ENDING)) {
            for (Path file : files) {
                read(file).ifPresent(recorded -> all.put(recorded.number(), recorded));
            }
        }
    }

    /**
     * Reads what is there of scripts; their texts are in {@code texts/}.
     *
     * @param keep how many generations are kept, at least 1
     * @throws IOException when the folder cannot be made or read
     */
    public static History ofScripts(Path folder, int keep) throws IOException {
        return new History(folder, "texts", new Keep(keep, Long.MAX_VALUE));
    }

    /**
     * Reads what is there of plugins; their files are in {@code jars/}.
     *
     * @param keep how many generations are kept, at least 1
     * @param bytes how much their files may take together
     * @throws IOException when the folder cannot be made or read
     */
    public static History ofPlugins(Path folder, int keep, long bytes) throws IOException {
        return new History(folder, "jars", new Keep(keep, bytes));
    }

    private static Optional<Recorded> read(Path file) throws IOException {
        try {
            return Optional.of(RecordedJson.read(Files.readString(file)));
        } catch (RuntimeException e) {
            LOG.warn("{} is no record of a generation ({}) and is passed over; it can be deleted.", file, e.toString());
            return Optional.empty();
        }
    }

    /** Where the contents are. */
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
     * Records one, and forgets the oldest beyond those that are kept, with the contents nobody has any more.
     *
     * @param inUse hashes of contents that are needed all the same
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
        boolean forgot = false;
        while (all.size() > 1 && (all.size() > keep.generations() || bytes() > keep.bytes())) {
            Files.deleteIfExists(file(all.firstKey()));
            all.pollFirstEntry();
            forgot = true;
        }
        if (forgot) {
            Set<String> needed = hashes();
            needed.addAll(inUse);
            copies.keepOnly(needed);
        }
    }

    private Set<String> hashes() {
        Set<String> hashes = new HashSet<>();
        all.values().forEach(each -> {
            hashes.addAll(each.files().values());
            each.broken().values().forEach(bad -> hashes.add(bad.hash()));
        });
        return hashes;
    }

    private long bytes() throws IOException {
        long sum = 0;
        if (keep.bytes() < Long.MAX_VALUE) {
            for (String hash : hashes()) {
                sum += copies.size(hash);
            }
        }
        return sum;
    }

    private Path file(long number) {
        return folder.resolve("%06d%s".formatted(number, ENDING));
    }

    /** Eight hex digits that follow from paths and contents alone. */
    public static String idOf(Map<String, String> files) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(files)
                .forEach((path, hash) ->
                        all.append(path).append('\0').append(hash).append('\n'));
        return Copies.hash(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
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

package dev.taskhost.plugin.load;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.core.folder.History;
import dev.taskhost.core.folder.History.Bad;
import dev.taskhost.core.folder.History.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records which files of the plugins folder are in charge, and keeps them; and what is broken beside. A state with the same files as
 * the last one is that one. Not thread-safe.
 */
public final class Recorder {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    private final Path folder;
    private final History history;
    private final InstantSource time;
    private String told = "";

    /**
     * Goes on where the history ends.
     *
     * @param folder the user's plugins folder
     * @param history which this process alone writes to
     */
    public Recorder(Path folder, History history, InstantSource time) {
        this.folder = folder;
        this.history = history;
        this.time = time;
    }

    /**
     * Takes what is in charge now; writes only what differs from the last. Should that fail it is said in the log, once, and tried again
     * with the next.
     *
     * @param problems a text for each, which begins with the file
     */
    void record(Collection<Staged> inCharge, List<String> problems) {
        Map<String, String> files = new TreeMap<>();
        Map<String, String> labels = new TreeMap<>();
        inCharge.forEach(plugin -> {
            files.put(plugin.fileName(), plugin.sha256());
            labels.put(plugin.fileName(), plugin.id() + " " + plugin.version());
        });
        Map<String, Bad> broken = broken(files.keySet(), problems);
        Recorded last = history.last().orElse(null);
        if (last != null
                && last.files().equals(files)
                && last.labels().equals(labels)
                && last.broken().equals(broken)) {
            return;
        }
        boolean same = last != null && last.files().equals(files);
        long number = last == null ? 1 : last.number() + (same ? 0 : 1);
        Instant at = last != null && same ? last.at() : time.instant();
        try {
            for (Staged plugin : inCharge) {
                history.copies().put(plugin.sha256(), plugin.copy());
            }
            history.add(new Recorded(number, History.idOf(files), at, files, labels, broken), Set.of());
            told = "";
        } catch (IOException e) {
            tell(number, e);
        }
    }

    /** Hashes of the files that were in charge last, by name; empty before the first time. */
    Map<String, String> last() {
        return history.last().map(Recorded::files).orElse(Map.of());
    }

    /** Where these files are kept. */
    Copies copies() {
        return history.copies();
    }

    private void tell(long number, IOException failure) {
        String reason = failure.toString();
        if (!reason.equals(told)) {
            log.error(
                    "State {} of the plugins could not be recorded ({}); it is in charge all the same, but `taskhost plugins` does"
                            + " not list it. Check the free space and the rights of the data folder.",
                    number,
                    reason);
        }
        told = reason;
    }

    /** By file name; what is wrong with the folder itself by an empty one. */
    private Map<String, Bad> broken(Set<String> inCharge, List<String> problems) {
        Map<String, Bad> broken = new TreeMap<>();
        for (String problem : problems) {
            String file = fileOf(problem);
            Bad before = broken.get(file);
            String text = before == null ? problem : before.error() + "\n" + problem;
            broken.put(file, new Bad("", text, inCharge.contains(file)));
        }
        return broken;
    }

    private String fileOf(String problem) {
        String inFolder = folder + "/";
        int end = problem.indexOf(": ");
        return end > inFolder.length() && problem.startsWith(inFolder) ? problem.substring(inFolder.length(), end) : "";
    }
}

package dev.taskhost.script.hot;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.core.folder.History;
import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.catalog.ScriptReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is in charge, and what lies in the folder and is not good. Thread-safe. */
final class State {
    private static final Logger LOG = LoggerFactory.getLogger(State.class);

    private final Path root;
    private final @Nullable History history;
    private final InstantSource time;
    private final Consumer<Generation> published;
    private final Map<String, Broken> broken = new TreeMap<>();
    /** Those that an interpreter still holds. */
    private final Set<Generation> living = Collections.newSetFromMap(new WeakHashMap<>());

    private Catalog wantedNext;
    private volatile Generation current;
    private @Nullable Generation coming;

    /**
     * Goes on where the history ends: what lies in the folder is in charge, but for texts that were found not to be good.
     *
     * @param history null for none
     * @param published told of each generation but the first
     */
    State(Path root, Catalog found, @Nullable History history, InstantSource time, Consumer<Generation> published) {
        this.root = root;
        this.history = history;
        this.time = time;
        this.published = published;
        this.wantedNext = found;
        this.current = first(found);
        tell(List.of(), current.catalog().problems());
    }

    /** Says what was not said yet. */
    private void tell(List<String> said, List<String> problems) {
        problems.stream()
                .filter(problem -> !said.contains(problem))
                .forEach(problem -> LOG.warn("{}/{}.", root.getFileName(), problem));
    }

    private Generation first(Catalog found) {
        if (history == null) {
            return Generation.of(1, found, null);
        }
        History.Recorded last = history.last().orElse(null);
        if (last == null) {
            return recorded(Generation.of(1, found, history.copies()));
        }
        Map<String, Script> scripts = new TreeMap<>(found.byPath());
        last.broken().forEach((path, bad) -> {
            Script script = found.at(path).orElse(null);
            String before = last.files().get(path);
            if (script != null && script.hash().equals(bad.hash()) && bad.heldBack() && before != null) {
                Script good = earlier(script, before);
                if (good != null) {
                    scripts.put(path, good);
                    broken.put(path, Broken.unloaded(bad.hash(), bad.error(), System.nanoTime(), 0));
                }
            }
        });
        Generation now = Generation.of(last.number(), found.with(scripts), history.copies());
        return now.id().equals(last.id())
                ? now
                : recorded(new Generation(last.number() + 1, now.id(), now.catalog(), now.copies()));
    }

    private @Nullable Script earlier(Script script, String hash) {
        try {
            byte[] content = copies().read(hash);
            return ScriptReader.read(root, script.file(), script.path(), content, new Script.Stamp(0, content.length));
        } catch (IOException e) {
            LOG.warn(
                    "The text of {} that was in charge cannot be read any more ({}); the one in the folder is taken.",
                    script.path(),
                    e.toString());
            return null;
        }
    }

    private Copies copies() {
        if (history == null) {
            throw new IllegalStateException("there is no history");
        }
        return history.copies();
    }

    Generation current() {
        return current;
    }

    /**
     * Paths whose text is neither in charge nor known to be bad, or is to be tried again: what did not load may do so when its time
     * has come, when the packages are others, and beside anything that is new, which may be what it lacked.
     */
    synchronized List<String> toTry(Catalog seen, long now) {
        List<String> changed = new ArrayList<>();
        List<String> unloaded = new ArrayList<>();
        boolean due = !seen.samePackages(current.catalog());
        for (Script script : seen.scripts()) {
            Broken bad = broken.get(script.path());
            if (bad == null || !bad.hash().equals(script.hash())) {
                if (!isInCharge(script)) {
                    changed.add(script.path());
                }
            } else if (bad.again() != Long.MAX_VALUE) {
                unloaded.add(script.path());
                due |= bad.again() - now <= 0;
            }
        }
        if (due || !changed.isEmpty()) {
            changed.addAll(unloaded);
        }
        return changed;
    }

    private boolean isInCharge(Script script) {
        return current.catalog().at(script.path()).filter(script::sameText).isPresent();
    }

    /** The folder with the texts in charge in place of those that are known to be bad, and are not to be tried again. */
    synchronized Catalog wanted(Catalog seen, List<String> changed) {
        Map<String, Script> scripts = new TreeMap<>(seen.byPath());
        broken.forEach((path, bad) -> current.catalog()
                .at(path)
                .filter(good -> bad.heldBack()
                        && !changed.contains(path)
                        && seen.at(path)
                                .filter(script -> script.hash().equals(bad.hash()))
                                .isPresent())
                .ifPresent(good -> scripts.put(path, good)));
        return seen.with(scripts);
    }

    /** Whether the folder has files fewer, other problems, or good texts again where bad ones were. */
    synchronized boolean differs(Catalog seen) {
        Catalog catalog = current.catalog();
        return !seen.problems().equals(catalog.problems())
                || !seen.samePackages(catalog)
                || catalog.scripts().stream()
                        .anyMatch(script -> seen.at(script.path()).isEmpty())
                || broken.entrySet().stream()
                        .anyMatch(entry -> seen.at(entry.getKey())
                                .filter(script ->
                                        script.hash().equals(entry.getValue().hash()))
                                .isEmpty());
    }

    /**
     * A trial is over.
     *
     * @param tried the folder as it was when it began
     * @param changed paths of what was tried
     * @param seen the folder as it is by now: the next trial wants its texts
     * @return whether there is another generation now
     */
    synchronized boolean accept(Catalog tried, List<String> changed, Trial.Verdict verdict, Catalog seen, long now) {
        wantedNext = seen;
        Map<String, Broken> before = Map.copyOf(broken);
        broken.entrySet()
                .removeIf(entry -> tried.at(entry.getKey())
                        .filter(script -> script.hash().equals(entry.getValue().hash()))
                        .isEmpty());
        Catalog inCharge = current.catalog();
        changed.forEach(broken::remove);
        verdict.unparsed().forEach((path, error) -> note(path, tried, inCharge, error, false, before, now));
        verdict.unloaded().forEach((path, error) -> note(path, tried, inCharge, error, true, before, now));
        return become(verdict.catalog(), before);
    }

    private void note(
            String path,
            Catalog tried,
            Catalog inCharge,
            String error,
            boolean loads,
            Map<String, Broken> before,
            long now) {
        String hash = tried.at(path).orElseThrow().hash();
        boolean heldBack = inCharge.at(path).isPresent();
        Broken known = before.get(path);
        int pause = known != null && known.hash().equals(hash) ? known.pauseSeconds() : 0;
        broken.put(
                path,
                loads && heldBack ? Broken.unloaded(hash, error, now, pause) : Broken.unparsed(hash, error, heldBack));
        if (known == null || !known.hash().equals(hash)) {
            LOG.warn("{}", broken.get(path).told(root.getFileName() + "/" + path));
        }
    }

    /** What {@link #accept} puts in charge for these scripts: the same each time it is asked; where nothing changes, the current number, though other JavaScript packages are a change. */
    synchronized Generation next(Catalog catalog) {
        Generation known = coming;
        if (known != null && known.catalog() == catalog) {
            return known;
        }
        Generation next = Generation.of(current.number() + 1, catalog, current.copies());
        boolean same = next.id().equals(current.id())
                && catalog.nodeLocks().sameTexts(current.catalog().nodeLocks());
        coming = same ? Generation.of(current.number(), catalog, current.copies()) : next;
        return coming;
    }

    private boolean become(Catalog catalog, Map<String, Broken> brokenBefore) {
        Generation before = current;
        Generation next = next(catalog);
        boolean same = next.isSame(before);
        tell(before.catalog().problems(), catalog.problems());
        if (!same || !broken.equals(brokenBefore)) {
            recorded(next);
        }
        current = next; // where it is the same, stamps and problems may be others
        coming = null;
        if (!same) {
            LOG.info("The scripts have changed: {}.", Changes.told(before, next));
            published.accept(next);
        }
        return !same;
    }

    /** Hashes of texts that somebody may still read: who runs on an older generation, and the next trial. */
    private Set<String> inUse(Generation next) {
        living.add(next);
        Set<String> hashes = new HashSet<>(wantedNext.hashes().values());
        living.forEach(each -> hashes.addAll(each.catalog().hashes().values()));
        return hashes;
    }

    private Generation recorded(Generation next) {
        if (history != null) {
            Map<String, History.Bad> bad = new TreeMap<>();
            broken.forEach((path, each) -> bad.put(path, new History.Bad(each.hash(), each.error(), each.heldBack())));
            try {
                Instant since = history.last()
                        .filter(last -> last.number() == next.number())
                        .map(History.Recorded::at)
                        .orElseGet(time::instant);
                history.add(
                        new History.Recorded(
                                next.number(), next.id(), since, next.catalog().hashes(), Map.of(), bad),
                        inUse(next));
            } catch (IOException e) {
                LOG.error(
                        "Generation {} of the scripts could not be recorded ({}); it is in charge all the same, but"
                                + " `taskhost scripts` will not list it. Check the free space and the rights of the data folder.",
                        next.number(),
                        e.toString());
            }
        }
        return next;
    }

    /** The start's look at everything found this. */
    synchronized void unparsed(Script script, String error) {
        boolean inCharge =
                current.catalog().at(script.path()).filter(script::sameText).isPresent();
        if (inCharge) {
            Broken now = Broken.unparsed(script.hash(), error, false);
            Broken before = broken.put(script.path(), now);
            if (before == null || !before.hash().equals(now.hash())) {
                LOG.warn("{}", now.told(root.getFileName() + "/" + script.path()));
            }
        }
    }

    /** What is not good, one text each. */
    synchronized List<String> problems() {
        return broken.entrySet().stream()
                .map(entry -> entry.getValue().told(root.getFileName() + "/" + entry.getKey()))
                .toList();
    }
}

package dev.taskhost.script.hot;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tries changed scripts before anybody runs them: parses all, then loads them one after the other in an interpreter of its own,
 * in which the others are as they are in charge. What fails is exchanged for its text in charge, and those that failed only
 * because of it are tried again. Then those that import what has changed are loaded, as many as there is time for: what breaks one
 * of them is not taken either. One use; its steps follow each other on the threads of the bench.
 */
final class Trial {
    /** Where an error says it came from: {@code File "scripts/a/b.py", line 3} and {@code scripts/a/b.js:3:1}. */
    private static final Pattern PLACE =
            Pattern.compile("(?:File \"|[( ]|^)([^\"():\\n]+?\\.(?:py|[jt]sx?|[mc][jt]s))(?:\"|:\\d)");

    /** So long importers are loaded: a change is to be in charge within two seconds. */
    private static final Duration MOST_FOR_IMPORTERS = Duration.ofSeconds(1);

    /** Where scripts are parsed and loaded, aside from what runs. */
    interface Bench {
        /** Puts these in place of those before. */
        void show(Generation generation);

        /** Completes with what is wrong, or an empty text; never exceptionally. */
        CompletableFuture<String> parse(Script script);

        /** Completes as {@link #parse}. */
        CompletableFuture<String> load(Script script);
    }

    /**
     * What came of it.
     *
     * @param catalog what may be in charge
     * @param unparsed errors by path
     * @param unloaded errors by path; not of those in {@code unparsed}
     */
    record Verdict(Catalog catalog, Map<String, String> unparsed, Map<String, String> unloaded) {}

    private final Bench bench;
    private final Catalog inCharge;
    private final String folderName;
    private final @Nullable Copies copies;
    private final Catalog seen;
    private final ImportGraph imports;
    private final Map<String, Script> wanted;
    private final Map<String, String> unparsed = new TreeMap<>();
    private final Map<String, String> unloaded = new TreeMap<>();
    private long number;

    /**
     * @param folderName by which errors call the scripts folder
     * @param inCharge what runs now
     * @param seen what lies in the folder
     * @param imports knows texts of trials before
     * @param number of the first generation that is shown to the bench; more may follow
     */
    Trial(
            Bench bench,
            String folderName,
            @Nullable Copies copies,
            Catalog inCharge,
            Catalog seen,
            ImportGraph imports,
            long number) {
        this.bench = bench;
        this.folderName = folderName;
        this.copies = copies;
        this.inCharge = inCharge;
        this.seen = seen;
        this.imports = imports;
        this.wanted = new TreeMap<>(seen.byPath());
        this.number = number;
    }

    /** How many generations were shown. */
    long number() {
        return number;
    }

    /** Tries these; the others of the folder are good, or as good as they get. */
    CompletableFuture<Verdict> of(List<String> changed) {
        show();
        Map<String, CompletableFuture<String>> parsed = new LinkedHashMap<>();
        changed.forEach(path -> parsed.put(path, bench.parse(script(path))));
        return CompletableFuture.allOf(parsed.values().toArray(CompletableFuture[]::new))
                .thenCompose(all -> {
                    parsed.forEach((path, error) -> {
                        if (!error.join().isEmpty()) {
                            unparsed.put(path, error.join());
                            fallBack(path);
                        }
                    });
                    if (!unparsed.isEmpty()) {
                        show();
                    }
                    return load(good(changed));
                })
                .thenCompose(loaded -> importers(changed));
    }

    private List<String> good(List<String> changed) {
        return changed.stream()
                .filter(path -> !unparsed.containsKey(path) && !unloaded.containsKey(path))
                .toList();
    }

    private Script script(String path) {
        Script script = wanted.get(path);
        if (script == null) {
            throw new IllegalStateException(path + " is not in the folder");
        }
        return script;
    }

    private void show() {
        bench.show(Generation.of(number++, catalog(), copies));
    }

    private Catalog catalog() {
        return seen.with(wanted);
    }

    /** The text in charge instead; a new one stays and says itself what it lacks. */
    private void fallBack(String path) {
        inCharge.at(path).ifPresent(script -> wanted.put(path, script));
    }

    /** Until all that is left loads. */
    private CompletableFuture<Map<String, String>> load(List<String> left) {
        return loadEach(left, Duration.ofDays(1)).thenCompose(failed -> {
            if (failed.isEmpty()) {
                return CompletableFuture.completedFuture(failed);
            }
            TreeSet<String> culprits = new TreeSet<>();
            failed.forEach((path, error) -> culprits.add(culprit(path, error, failed)));
            for (String path : culprits) {
                unloaded.put(path, failed.get(path));
                fallBack(path);
            }
            List<String> again = new ArrayList<>(failed.keySet());
            again.removeAll(culprits);
            if (!again.isEmpty()) {
                show();
            }
            return load(again);
        });
    }

    /** One after the other, as many as there is time for; what is wrong, by path. */
    private CompletableFuture<Map<String, String>> loadEach(List<String> paths, Duration most) {
        long begin = System.nanoTime();
        Map<String, String> failed = new TreeMap<>();
        CompletableFuture<Map<String, String>> all = CompletableFuture.completedFuture(failed);
        for (String path : paths) {
            all = all.thenCompose(before -> System.nanoTime() - begin > most.toNanos()
                            ? CompletableFuture.completedFuture("")
                            : bench.load(script(path)))
                    .thenApply(error -> {
                        if (!error.isEmpty()) {
                            failed.put(path, error);
                        }
                        return failed;
                    });
        }
        return all;
    }

    // ---- who imports what has changed --------------------------------------------------------------------------

    private CompletableFuture<Verdict> importers(List<String> changed) {
        Set<String> taken = new TreeSet<>(good(changed));
        taken.removeIf(path -> inCharge.at(path).isEmpty());
        List<String> who = List.of();
        if (!taken.isEmpty()) {
            imports.look(Generation.of(number, catalog(), copies));
            who = imports.importers(taken);
            who.removeAll(changed);
        }
        return loadEach(who, MOST_FOR_IMPORTERS)
                .thenCompose(failed -> failed.isEmpty()
                        ? CompletableFuture.completedFuture(
                                new Verdict(catalog(), Map.copyOf(unparsed), Map.copyOf(unloaded)))
                        : blame(changed, taken, failed));
    }

    /** Those that load with what is in charge were broken by what has changed; the others were so before. */
    private CompletableFuture<Verdict> blame(List<String> changed, Set<String> taken, Map<String, String> failed) {
        Map<String, Script> tried = new TreeMap<>();
        failed.keySet().forEach(path -> changedNeeds(path, taken).forEach(each -> tried.put(each, script(each))));
        tried.keySet().forEach(this::fallBack);
        show();
        return loadEach(List.copyOf(failed.keySet()), Duration.ofDays(1)).thenCompose(still -> {
            failed.keySet().removeAll(still.keySet());
            failed.forEach((path, error) -> changedNeeds(path, taken)
                    .forEach(each -> unloaded.putIfAbsent(
                            each,
                            folderName + "/" + each + " breaks " + folderName + "/" + path + ", which imports it:\n"
                                    + error)));
            tried.forEach((path, script) -> {
                if (!unloaded.containsKey(path)) {
                    wanted.put(path, script);
                }
            });
            show();
            return load(failed.isEmpty() ? List.of() : good(changed))
                    .thenCompose(loaded -> importers(failed.isEmpty() ? List.of() : changed));
        });
    }

    private Set<String> changedNeeds(String path, Set<String> taken) {
        Set<String> needed = new TreeSet<>(imports.needs(path));
        needed.retainAll(taken);
        return needed;
    }

    /** The innermost one that failed in it, by its traceback, which Python tells last and JavaScript first; it itself else. */
    private String culprit(String path, String error, Map<String, String> failed) {
        String innermost = path;
        Matcher places = PLACE.matcher(error);
        while (places.find()) {
            String place = places.group(1);
            int start = place.indexOf(folderName + "/");
            String inFolder = start < 0 ? "" : place.substring(start + folderName.length() + 1);
            Optional<String> found = failed.containsKey(inFolder) ? Optional.of(inFolder) : compiledFrom(place, failed);
            if (found.isPresent() && !path.endsWith(".py")) {
                return found.get();
            }
            innermost = found.orElse(innermost);
        }
        return innermost;
    }

    /** With a source map, the traceback names what a script was compiled from: {@code src/b.ts} for {@code dist/b.js}. */
    private static Optional<String> compiledFrom(String place, Map<String, String> failed) {
        List<String> same = failed.keySet().stream()
                .filter(path -> !path.endsWith(".py") && stem(path).equals(stem(place)))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    private static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(0, name.lastIndexOf('.'));
    }
}

package dev.taskhost.script.hot;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.environment.Environment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tries changed scripts before anybody runs them: parses all, then loads them one after the other in an interpreter of its own,
 * in which the others are as they are in charge. What fails is exchanged for its text in charge, and those that failed only
 * because of it are tried again. One use; its steps follow each other on the threads of the bench.
 */
final class Trial {
    /** Where an error says it came from: {@code File "scripts/a/b.py", line 3} and {@code scripts/a/b.js:3:1}. */
    private static final Pattern PLACE =
            Pattern.compile("(?:File \"|[( ]|^)([^\"():\\n]+?\\.(?:py|[jt]sx?|[mc][jt]s))(?:\"|:\\d)");

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
    private final List<String> problems;
    private final Environment environment;
    private final Map<String, Script> wanted;
    private final Map<String, String> unparsed = new TreeMap<>();
    private final Map<String, String> unloaded = new TreeMap<>();
    private long number;

    /**
     * @param folderName by which errors call the scripts folder
     * @param inCharge what runs now
     * @param seen what lies in the folder
     * @param number of the first generation that is shown to the bench; more may follow
     */
    Trial(Bench bench, String folderName, @Nullable Copies copies, Catalog inCharge, Catalog seen, long number) {
        this.bench = bench;
        this.folderName = folderName;
        this.copies = copies;
        this.inCharge = inCharge;
        this.problems = seen.problems();
        this.environment = seen.environment();
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
                    return load(changed.stream()
                            .filter(path -> !unparsed.containsKey(path))
                            .toList());
                });
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
        return new Catalog(wanted, problems, environment);
    }

    /** The text in charge instead; a new one stays and says itself what it lacks. */
    private void fallBack(String path) {
        inCharge.at(path).ifPresent(script -> wanted.put(path, script));
    }

    private CompletableFuture<Verdict> load(List<String> left) {
        if (left.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Verdict(catalog(), Map.copyOf(unparsed), Map.copyOf(unloaded)));
        }
        Map<String, String> failed = new HashMap<>();
        CompletableFuture<?> all = CompletableFuture.completedFuture("");
        for (String path : left) {
            all = all.thenCompose(before -> bench.load(script(path))).thenAccept(error -> {
                if (!error.isEmpty()) {
                    failed.put(path, error);
                }
            });
        }
        return all.thenCompose(done -> {
            TreeSet<String> culprits = new TreeSet<>();
            failed.forEach((path, error) -> culprits.add(culprit(path, error, failed)));
            for (String path : culprits) {
                unloaded.put(path, failed.get(path));
                fallBack(path);
            }
            List<String> again = new ArrayList<>(failed.keySet());
            again.removeAll(culprits);
            again.sort(null);
            if (!again.isEmpty()) {
                show();
            }
            return load(again);
        });
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

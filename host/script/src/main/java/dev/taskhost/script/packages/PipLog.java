package dev.taskhost.script.packages;

import dev.taskhost.script.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What pip wrote while it failed. It says only that nothing fits; which files it has passed over, and why, is in its log, and that is what a person needs to
 * know. Immutable.
 */
record PipLog(List<String> lines) {
    private static final Pattern LACKS = Pattern.compile(
            "Could not find a version that satisfies the requirement ([A-Za-z0-9._-]+)([^(]*)(?:\\(from ([^)]*)\\))?");
    private static final Pattern OTHER_TAGS = Pattern.compile("Skipping link: none of the wheel's tags .*?: (\\S+)");
    private static final Pattern SOURCES = Pattern.compile("Skipping link: No sources permitted for .*?: (\\S+)");
    private static final Pattern BAD_HASH = Pattern.compile("THESE PACKAGES DO NOT MATCH THE HASHES");
    private static final Pattern HASH_OF = Pattern.compile("^\\s*(\\S+) from \\S+.*:\\s*$");
    private static final Pattern EXPECTED = Pattern.compile("(Expected sha256|Got)\\s+([0-9a-f]{64})");
    private static final int MOST_FILES = 3;

    /**
     * Reads a log.
     *
     * @throws IOException when it is there and cannot be read
     */
    static PipLog read(Path log) throws IOException {
        if (!Files.isRegularFile(log)) {
            return new PipLog(List.of());
        }
        // Each line begins with the time.
        return new PipLog(Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\dT[\\d:,.]+ ?", ""))
                .toList());
    }

    /**
     * Why it failed and what to do.
     *
     * @param scripts the scripts folder
     * @param from the folder that was to be installed from; null for an index
     */
    String explain(Path scripts, @Nullable Path from, int exit) {
        String requirements = scripts.getFileName() + "/" + Environment.REQUIREMENTS;
        List<String> reasons = new ArrayList<>();
        for (String line : lines) {
            Matcher lacks = LACKS.matcher(line);
            if (lacks.find()) {
                reasons.add(lacking(lacks.group(1), lacks.group(2).strip(), lacks.group(3), requirements, from));
            } else if (BAD_HASH.matcher(line).find()) {
                reasons.add(badHash(scripts));
            } else if (line.contains("ResolutionImpossible")) {
                reasons.add("The versions that are asked for do not go together, as pip says above. If "
                        + scripts.getFileName() + "/" + Environment.LOCK
                        + " is in the way, `taskhost pip install --upgrade` looks for all versions anew.");
            }
        }
        String why = reasons.isEmpty()
                ? "pip failed with exit code " + exit + ", as it says above."
                : String.join("\n", new LinkedHashSet<>(reasons));
        return why + "\nNothing was changed.";
    }

    private String lacking(
            String name, String versions, @Nullable String neededBy, String requirements, @Nullable Path from) {
        String what = name
                + versions
                + (neededBy == null || neededBy.startsWith("versions") || neededBy.startsWith("-r ")
                        ? ""
                        : " (needed by " + neededBy + ")");
        List<String> compiled = passedOver(OTHER_TAGS, name);
        if (!compiled.isEmpty()) {
            return what + " needs C code: there is only " + String.join(", ", compiled)
                    + ". Scripts inside the host run pure Python. Take it out of " + requirements
                    + ", install it for the system's Python (apt-get install python3-" + LockFile.normal(name)
                    + ", or pip), and give the tasks that need it"
                    + " extra.isolation = \"cpython\".";
        }
        List<String> sources = passedOver(SOURCES, name);
        if (!sources.isEmpty()) {
            return what + " comes only as source (" + String.join(", ", sources)
                    + "), which is not built here. Build a wheel of it with any Python:"
                    + " python3 -m pip wheel --no-deps -w wheels " + name
                    + ", and give that folder: taskhost pip install --from wheels";
        }
        String where = from == null
                ? "in the index; check its name, and whether the index can be reached"
                : "in " + from + "; put its wheel there";
        return what + " is not " + where + ".";
    }

    /** Files of a project that pip did not take. */
    private List<String> passedOver(Pattern reason, String project) {
        Set<String> files = new TreeSet<>();
        for (String line : lines) {
            Matcher skipped = reason.matcher(line);
            if (skipped.find()) {
                String file = skipped.group(1).replaceFirst("[#?].*", "");
                file = file.substring(file.lastIndexOf('/') + 1);
                if (LockFile.normal(file.replaceFirst("-\\d.*", "")).equals(LockFile.normal(project))) {
                    files.add(file);
                }
            }
        }
        List<String> newest = List.copyOf(files);
        return newest.subList(Math.max(0, newest.size() - MOST_FILES), newest.size());
    }

    private String badHash(Path scripts) {
        List<String> told = new ArrayList<>();
        for (String line : lines) {
            Matcher of = HASH_OF.matcher(line);
            Matcher expected = EXPECTED.matcher(line);
            if (of.find() && !line.contains("THESE PACKAGES")) {
                told.add(of.group(1));
            } else if (expected.find()) {
                told.add((expected.group(1).equals("Got") ? "is " : "should be ") + expected.group(2));
            }
        }
        return "A wheel is not the one that " + scripts.getFileName() + "/" + Environment.LOCK
                + " names by its SHA-256 ("
                + String.join(" ", told)
                + "): it was changed, built again, or is another for the same version. Find out which one is right; if it is the new one,"
                + " `taskhost pip install --upgrade` locks it.";
    }
}

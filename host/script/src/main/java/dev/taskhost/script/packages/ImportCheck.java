package dev.taskhost.script.packages;

import dev.taskhost.script.catalog.Catalog;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Language;
import dev.taskhost.script.catalog.PythonImports;
import dev.taskhost.script.catalog.PythonImports.Needed;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.environment.Environment;
import dev.taskhost.script.library.Library;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What Python scripts import and nobody has, told from their texts: without running any, and before a night begins. For one thread. */
public final class ImportCheck {
    /** Modules of GraalPy's own, and ours. */
    private static final Set<String> HOST =
            Set.of("__graalpython__", "java", "polyglot", "_taskhost", "_scripts", "test");

    private final Path root;
    private final Generation generation;
    private final SystemPython system;
    private final Library library;

    /**
     * Of one state of the folder.
     *
     * @param root the scripts folder
     * @param system in which tasks with {@code extra.isolation = "cpython"} run
     * @param library the modules given to scripts; those that these replace are not looked at
     */
    public ImportCheck(Path root, Generation generation, SystemPython system, Library library) {
        this.root = root;
        this.generation = generation;
        this.system = system;
        this.library = library;
    }

    /** What is wrong, one text each for a person; nothing when all is well. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Environment environment = generation.catalog().environment();
        if (!environment.isLocked() && Files.isRegularFile(root.resolve(Environment.REQUIREMENTS))) {
            problems.add(folder() + Environment.REQUIREMENTS + " is there, but not what it comes to, " + folder()
                    + Environment.LOCK + ": nothing of it is installed. Run `taskhost pip install`");
        }
        Map<String, List<String>> importers = importers();
        missing(importers).forEach((module, places) -> problems.add(lack(module, places)));
        generation.sitePackages().ifPresent(site -> compiled(site, importers, problems));
        return problems;
    }

    private String folder() {
        return root.getFileName() + "/";
    }

    /** Places in scripts by the module they import. */
    private Map<String, List<String>> importers() {
        Map<String, List<String>> places = new TreeMap<>();
        for (Script script : generation.catalog().scripts()) {
            if (script.language() == Language.PYTHON && !library.replaces(script.path())) {
                String text = text(script);
                for (Needed needed : PythonImports.of(text)) {
                    if (!library.answers(needed.module(), text)) {
                        places.computeIfAbsent(needed.module(), module -> new ArrayList<>())
                                .add(folder() + script.path() + ":" + needed.line());
                    }
                }
            }
        }
        return places;
    }

    private String text(Script script) {
        try {
            return new String(Files.readAllBytes(generation.text(script)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // parsing it says so
        }
    }

    private Map<String, List<String>> missing(Map<String, List<String>> importers) {
        Map<String, List<String>> missing = new LinkedHashMap<>();
        importers.forEach((module, places) -> {
            if (!isKnown(module)) {
                missing.put(module, places);
            }
        });
        system.having(missing.keySet()).forEach(missing::remove);
        return missing;
    }

    private boolean isKnown(String module) {
        return StandardLibrary.has(module) || HOST.contains(module) || isScript(module) || isInstalled(module);
    }

    private boolean isScript(String module) {
        Catalog catalog = generation.catalog();
        return catalog.at(module + ".py").isPresent()
                || catalog.scripts().stream().anyMatch(script -> script.path().startsWith(module + "/"));
    }

    private boolean isInstalled(String module) {
        @Nullable Path site = generation.sitePackages().orElse(null);
        return site != null
                && (Files.isRegularFile(site.resolve(module + ".py")) || Files.isDirectory(site.resolve(module)));
    }

    private String lack(String module, List<String> places) {
        String who = String.join(", ", places) + (places.size() == 1 ? " imports " : " import ") + module
                + ", which is nowhere";
        Optional<String> deeper = generation.catalog().scripts().stream()
                .filter(script ->
                        script.language() == Language.PYTHON && script.stem().equals(module))
                .map(Script::modulePath)
                .findFirst();
        if (deeper.isPresent()) {
            return who + " at the top of " + folder() + ". There is " + folder() + deeper.get()
                    + ".py, which is imported as " + deeper.get().replace('/', '.');
        }
        return who + ". Add " + Distribution.of(module) + " to " + folder() + Environment.REQUIREMENTS
                + " and run `taskhost pip install`; if it needs C code, install it for the system's Python and give the task"
                + " extra.isolation = \"cpython\"";
    }

    private void compiled(Path site, Map<String, List<String>> importers, List<String> problems) {
        try {
            CompiledCode.in(site).forEach((module, file) -> {
                Set<String> who = new TreeSet<>(importers.getOrDefault(module, List.of()));
                problems.add(
                        "Package " + module + " in the environment has C code (" + file
                                + "), which does not run inside the host"
                                + (who.isEmpty() ? "" : "; it is imported by " + String.join(", ", who))
                                + ". Give the tasks that need it extra.isolation = \"cpython\", with the package installed for the system's Python");
            });
        } catch (IOException e) {
            problems.add("The installed packages in " + site + " cannot be read (" + e + "); check their rights");
        }
    }
}

package dev.taskhost.script.catalog;

import dev.taskhost.script.catalog.PythonLines.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which scripts of a folder a script imports, read off its text without running it: all that are written out, wherever they stand,
 * and perhaps some that never run. Thread-safe (no state).
 */
public final class Imports {
    private static final Pattern PYTHON = Pattern.compile(
            "(?:^|[:;]\\s*)(?:from\\s+(\\.*[\\w.]*)\\s+import\\s+([^;]+)|import\\s+([^;]+))",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern JAVASCRIPT = Pattern.compile(
            "(?:\\bfrom\\s*|\\bimport\\s*\\(?\\s*|\\brequire\\s*\\(\\s*)(['\"`])(\\.{1,2}/[^'\"`\\n]+)\\1");
    private static final List<String> PYTHON_FILES = List.of(".py", "/__init__.py");
    private static final List<String> JAVASCRIPT_FILES =
            List.of("", ".js", ".mjs", ".cjs", "/index.js", "/index.mjs", "/index.cjs");

    private Imports() {}

    /**
     * The names in a text's imports: {@code a.b} and {@code ..c} in Python, {@code ./a.js} in JavaScript, where those of packages are
     * left out.
     */
    public static Set<String> names(Language language, String text) {
        Set<String> names = new LinkedHashSet<>();
        if (language == Language.PYTHON) {
            for (Line line : PythonLines.of(PythonText.blank(text))) {
                python(line.text(), names);
            }
        } else {
            Matcher found = JAVASCRIPT.matcher(text);
            while (found.find()) {
                names.add(found.group(2));
            }
        }
        return names;
    }

    private static void python(String line, Set<String> names) {
        Matcher found = PYTHON.matcher(line);
        while (found.find()) {
            if (found.group(3) != null) {
                items(found.group(3)).forEach(names::add);
            } else {
                String from = found.group(1);
                names.add(from);
                String between = from.isEmpty() || from.endsWith(".") ? "" : ".";
                items(found.group(2)).forEach(item -> names.add(from + between + item));
            }
        }
    }

    private static Stream<String> items(String list) {
        return Stream.of(list.replaceAll("[()]", " ").split(",", -1))
                .map(item -> item.strip().split("\\s+", 2)[0])
                .filter(item -> !item.isEmpty());
    }

    /** Paths of the scripts that these names may mean. */
    public static Set<String> scripts(Script importer, Set<String> names, Catalog catalog) {
        Set<String> paths = new LinkedHashSet<>();
        for (String name : names) {
            if (importer.language() == Language.PYTHON) {
                python(importer, name, catalog, paths);
            } else {
                Path folder = Path.of(importer.path()).resolveSibling("");
                add(folder.resolve(name).normalize().toString(), JAVASCRIPT_FILES, catalog, paths);
            }
        }
        paths.remove(importer.path());
        return paths;
    }

    /** Importing {@code a.b.c} runs {@code a/__init__.py} and {@code a/b/__init__.py} as well. */
    private static void python(Script importer, String name, Catalog catalog, Set<String> paths) {
        List<String> parts = new ArrayList<>();
        String rest = name;
        if (name.startsWith(".")) {
            parts.addAll(List.of(importer.path().split("/", -1)));
            while (rest.startsWith(".") && !parts.isEmpty()) {
                parts.removeLast();
                rest = rest.substring(1);
            }
            add(String.join("/", parts), PYTHON_FILES, catalog, paths);
        }
        for (String part : rest.split("\\.", -1)) {
            parts.add(part);
            add(String.join("/", parts), PYTHON_FILES, catalog, paths);
        }
    }

    private static void add(String path, List<String> files, Catalog catalog, Set<String> paths) {
        files.stream()
                .map(path::concat)
                .filter(file -> catalog.at(file).isPresent())
                .forEach(paths::add);
    }
}

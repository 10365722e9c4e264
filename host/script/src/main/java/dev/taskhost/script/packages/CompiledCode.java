package dev.taskhost.script.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds libraries among installed packages: a wheel may say that it is pure and not be. Thread-safe (no state). */
final class CompiledCode {
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(?:so|pyd|dylib|dll)(?:\\.\\d+)*");

    private CompiledCode() {}

    /**
     * The first library of each top-level module that has one, by the module.
     *
     * @throws IOException when the folder cannot be read
     */
    static Map<String, String> in(Path site) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            List<Path> libraries = files.filter(file ->
                            LIBRARY.matcher(file.getFileName().toString()).matches())
                    .map(site::relativize)
                    .sorted()
                    .toList();
            libraries.forEach(
                    file -> found.putIfAbsent(file.getName(0).toString().replaceFirst("\\..*", ""), file.toString()));
        }
        return found;
    }
}

package dev.taskhost.script.packages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of the modules that GraalPy brings: a list, as asking would take an interpreter. A test holds it against one. Thread-safe. */
final class StandardLibrary {
    private static final String FILE = "standard-library.txt";
    private static final Set<String> NAMES = read();

    private StandardLibrary() {}

    static boolean has(String module) {
        return NAMES.contains(module);
    }

    static Set<String> names() {
        return NAMES;
    }

    private static Set<String> read() {
        try (InputStream in = StandardLibrary.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing in the jar of " + StandardLibrary.class.getName());
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .flatMap(line -> Set.of(line.strip().split("\\s+")).stream())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

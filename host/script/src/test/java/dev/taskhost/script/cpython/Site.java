package dev.taskhost.script.cpython;

import dev.taskhost.core.service.Services;
import dev.taskhost.script.catalog.CatalogScan;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Script;
import dev.taskhost.script.library.Library;
import dev.taskhost.script.worker.Target;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A scripts folder and processes of the system's CPython for it. For one thread. */
public final class Site implements AutoCloseable {
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(30);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).factory());
    private final Path root;
    private final CpythonSettings settings;
    private final Cpython cpython;
    private Generation generation;

    Site(Path folder, CpythonSettings settings) throws IOException {
        this.root = folder.toRealPath();
        this.settings = settings;
        this.generation = scan(1);
        this.cpython = new Cpython(
                "script-cpython", settings, Library.NONE, root, generation, LOAD_LIMIT, Services.NONE, clock);
    }

    /** Two processes at most. */
    static Site of(Path folder) throws IOException {
        return new Site(folder, new CpythonSettings(CpythonSettings.COMMAND, 2, 0));
    }

    /** Skips the tests where there is nothing to test with. */
    public static void assumePython() {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean there = Stream.of(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, CpythonSettings.COMMAND)));
        Assumptions.assumeTrue(there, "there is no python3 on PATH");
    }

    /** The scripts that the tests of the interpreters inside use as well. */
    static Path shared() {
        try {
            return Path.of(
                    Objects.requireNonNull(Site.class.getResource("/scripts")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static void write(Path folder, String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Generation scan(long number) throws IOException {
        return Generation.of(
                number, CatalogScan.scan(root, CatalogScan.empty(), null).catalog(), null);
    }

    /** What lies in the folder is in charge from now on. */
    void renew() throws IOException {
        generation = scan(generation.number() + 1);
        cpython.generation(generation);
    }

    Generation generation() {
        return generation;
    }

    Cpython cpython() {
        return cpython;
    }

    Launch launch() {
        return Launch.of(settings, Library.NONE, root, generation);
    }

    /** {@code a/b.py:function} */
    Target target(String name) {
        int colon = name.indexOf(':');
        Script script = generation.catalog().at(name.substring(0, colon)).orElseThrow();
        return new Target(script, name.substring(colon + 1), generation.number());
    }

    Asked call(String name, String... args) {
        return new Asked(cpython, target(name), 0, Map.of(), args);
    }

    String check(String name) {
        return cpython.check(target(name)).join();
    }

    @Override
    public void close() {
        cpython.close();
        clock.shutdownNow();
    }
}

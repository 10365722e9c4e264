package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Body;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodySource.Candidate;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.folder.Copies;
import dev.taskhost.script.cpython.Site;
import dev.taskhost.script.environment.Environments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts see the packages that their lock names, and go over to others as to changed scripts. */
@Timeout(300)
class PythonPackagesTest {
    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));

    @TempDir
    Path temp;

    private Path folder;
    private Path packages;

    @BeforeEach
    void folders() throws IOException {
        folder = Files.createDirectory(temp.resolve("scripts"));
        packages = temp.resolve("data/python");
        write(
                "task.py",
                "import threading",
                "import alpha",
                "",
                "def task(key, **kwargs):",
                "    return alpha.VERSION",
                "",
                "def fails(key, **kwargs):",
                "    alpha.fails()",
                "",
                "def late(key, **kwargs):",
                "    import beta",
                "    return beta.VERSION");
    }

    private void write(String path, String... lines) throws IOException {
        Files.writeString(folder.resolve(path), String.join("\n", lines) + "\n");
    }

    private static String lock(String version) {
        return "alpha==" + version + " --hash=sha256:0\n";
    }

    private void lockNames(String version) throws IOException {
        write("requirements.lock", lock(version).strip());
    }

    private Path install(String version) throws IOException {
        Environments environments = new Environments(packages);
        Path site = environments.begin();
        Files.writeString(
                site.resolve("alpha.py"),
                "VERSION = '" + version + "'\n\ndef fails():\n    raise ValueError(VERSION)\n");
        Files.writeString(site.resolve("beta.py"), "VERSION = 'b" + version + "'\n");
        return environments.finish(site, Copies.hash(lock(version).getBytes(StandardCharsets.UTF_8)));
    }

    private ScriptSource open() throws IOException {
        return new ScriptSource(
                ScriptSettings.of(folder, 2)
                        .withHistory(temp.resolve("data/scripts"), 10, TIME)
                        .withPackages(packages),
                Running.CLOCK);
    }

    private static String call(ScriptSource source, String name) throws Exception {
        return call(body(source, name), Isolation.SHARED);
    }

    private static Body body(ScriptSource source, String name) {
        List<Candidate> found = source.find(name);
        assertThat(found).as(name).hasSize(1);
        return found.getFirst().body();
    }

    private static String call(Body body, Isolation isolation) throws Exception {
        CompletableFuture<BodyResult> end = new CompletableFuture<>();
        body.start(
                new BodyCall("key", List.of(), Map.of(), 7, Running.TRACE, BodyOutput.NONE, 0, isolation),
                end::complete);
        return switch (end.get(120, SECONDS)) {
            case BodyResult.Returned returned -> String.valueOf(returned.json());
            case BodyResult other -> other.toString();
        };
    }

    @Test
    void otherPackagesAreAnotherGeneration() throws Exception {
        lockNames("1");
        install("1");
        try (ScriptSource source = open()) {
            assertThat(call(source, "task:task")).isEqualTo("\"1\"");
            assertThat(call(source, "task:fails"))
                    .contains("File \"site-packages/alpha.py\", line 4, in fails", "ValueError: 1");
            Body before = body(source, "task:task");

            lockNames("2");
            assertThat(source.rescan()).as("not installed yet").isFalse();
            assertThat(call(source, "task:task")).isEqualTo("\"1\"");
            assertThat(source.problems())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(
                            "requirements.lock",
                            "not installed on this host",
                            "taskhost pip install",
                            "those of before");

            install("2");
            assertThat(source.rescan()).isTrue();
            assertThat(source.generation()).isEqualTo(2);
            assertThat(source.problems()).isEmpty();
            assertThat(call(source, "task:task")).isEqualTo("\"2\"");
            assertThat(call(before, Isolation.SHARED))
                    .as("a call goes to its generation or a later one")
                    .isIn("\"1\"", "\"2\"");

            lockNames("1"); // as taskhost scripts rollback does
            assertThat(source.rescan()).isTrue();
            assertThat(call(source, "task:task")).isEqualTo("\"1\"");
            assertThat(call(source, "task:late")).isEqualTo("\"b1\"");
            assertThat(source.packageProblems()).isEmpty();
        }
    }

    @Test
    void aRestartGoesOnWithThePackagesInCharge() throws Exception {
        lockNames("1");
        install("1");
        try (ScriptSource source = open()) {
            assertThat(source.generation()).isEqualTo(1);
        }
        lockNames("2");
        try (ScriptSource source = open()) {
            assertThat(call(source, "task:task")).isEqualTo("\"1\"");
            assertThat(source.problems()).hasSize(1);
        }
    }

    @Test
    void processesOfCpythonSeeThemToo() throws Exception {
        Site.assumePython();
        lockNames("1");
        install("1");
        try (ScriptSource source = open()) {
            assertThat(call(body(source, "task:task"), Isolation.CPYTHON)).isEqualTo("\"1\"");
        }
    }
}

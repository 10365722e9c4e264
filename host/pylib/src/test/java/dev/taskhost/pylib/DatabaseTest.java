package dev.taskhost.pylib;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.script.access.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Python's way to the pools: each test is a function of {@code resources/databases}, run as a task. */
@Execution(ExecutionMode.SAME_THREAD)
class DatabaseTest {
    private static final List<String> FILES = List.of(
            "values.py",
            "cursors.py",
            "sessions.py",
            "coroutines.py",
            "redis_calls.py",
            "secret_calls.py",
            "telling.py",
            "script_databases.mjs",
            "script_telling.mjs",
            "required.cjs");

    /** What is tried in CPython alone. */
    private static final String BESIDE = "beside.py";

    @TempDir
    private static Path home;

    private static DatabaseScripts scripts;

    @BeforeAll
    static void open() throws IOException {
        Stream<String> more = hasPeewee()
                ? Stream.of(BESIDE, "secret_at_top.py", "orm_models.py", "peewee")
                : Stream.of(BESIDE, "secret_at_top.py");
        String[] files = Stream.concat(FILES.stream(), more).toArray(String[]::new);
        scripts = new DatabaseScripts(home, 1, scratch -> Access.TRUSTED, files);
    }

    @AfterAll
    static void close() {
        scripts.close();
    }

    @Test
    void aSecretIsNotGivenWhileAScriptIsOnlyLoaded() throws Exception {
        String why = scripts.source
                .find("secret_at_top.py:uses")
                .getFirst()
                .body()
                .check(Isolation.SHARED)
                .get(180, SECONDS);
        assertThat(why)
                .contains("line 4", "SecretError: the secret api is not given while a script is only loaded")
                .contains("Ask for it inside the task's function.");
    }

    private static boolean hasPeewee() {
        return Files.isRegularFile(DatabaseScripts.peewee());
    }

    @TestFactory
    Stream<DynamicTest> everythingThatIsTriedFromPython() {
        return Stream.concat(FILES.stream(), ofPeewee()).flatMap(file -> tests(Isolation.SHARED, file));
    }

    /** The same functions, and some more, over the connection of a process. */
    @TestFactory
    Stream<DynamicTest> everythingThatIsTriedFromCpython() {
        return Stream.of(FILES.stream().filter(file -> file.endsWith(".py")), ofPeewee(), Stream.of(BESIDE))
                .flatMap(files -> files)
                .flatMap(file -> tests(Isolation.CPYTHON, file));
    }

    private static Stream<String> ofPeewee() {
        return hasPeewee() ? Stream.of("orm_models.py") : Stream.of();
    }

    @Test
    void aProcessThatBreaksItsConnectionLeavesNothing() throws Exception {
        BodyResult result = scripts.start(Isolation.CPYTHON, "beside.py:breaks_the_connection", BodyOutput.NONE)
                .get();
        assertThat(result.toString()).contains("has disturbed its connection to the host (an ask that does dance)");
        assertThat(scripts.services.lent()).isZero();
    }

    private static Stream<DynamicTest> tests(Isolation isolation, String file) {
        try {
            return DatabaseScripts.tests(file).stream()
                    .map(test -> DynamicTest.dynamicTest(file + ":" + test, () -> {
                        scripts.pass(isolation, file, test);
                        assertThat(scripts.services.lent())
                                .as("lent afterwards")
                                .isZero();
                    }));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

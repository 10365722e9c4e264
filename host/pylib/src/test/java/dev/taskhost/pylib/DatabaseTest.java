package dev.taskhost.pylib;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

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

    @TempDir
    private static Path home;

    private static DatabaseScripts scripts;

    @BeforeAll
    static void open() throws IOException {
        List<String> files = hasPeewee()
                ? Stream.concat(FILES.stream(), Stream.of("orm_models.py", "peewee"))
                        .toList()
                : FILES;
        scripts = new DatabaseScripts(
                home,
                1,
                scratch -> Access.TRUSTED,
                Stream.concat(files.stream(), Stream.of("secret_at_top.py")).toArray(String[]::new));
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
    Stream<DynamicTest> everythingThatIsTriedFromPython() throws IOException {
        return Stream.concat(FILES.stream(), hasPeewee() ? Stream.of("orm_models.py") : Stream.of())
                .flatMap(DatabaseTest::tests);
    }

    private static Stream<DynamicTest> tests(String file) {
        try {
            return DatabaseScripts.tests(file).stream()
                    .map(test -> DynamicTest.dynamicTest(file + ":" + test, () -> {
                        scripts.pass(file, test);
                        assertThat(scripts.services.lent())
                                .as("lent afterwards")
                                .isZero();
                    }));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

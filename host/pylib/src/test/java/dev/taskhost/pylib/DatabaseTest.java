package dev.taskhost.pylib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.script.access.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
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
        scripts = new DatabaseScripts(home, 1, scratch -> Access.TRUSTED, files.toArray(String[]::new));
    }

    @AfterAll
    static void close() {
        scripts.close();
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

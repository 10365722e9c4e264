package dev.taskhost.pylib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Isolation;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.library.LogRecords;
import dev.taskhost.script.network.NetworkList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How task files of the original find the modules, and their own beside them. */
class ImportTest {
    private static final String BESIDE = "{\"ours\": true, \"own\": 9, \"extra\": [\"corner\", 9], \"copies\":"
            + " [\"_scripts.libs\", \"_scripts.libs.utils.datekit\"], \"refusal\":"
            + " true, \"scheduler\": \"libs.aps\"}";

    @TempDir
    Path home;

    private Scripts scripts(boolean restricted) throws IOException {
        return new Scripts(
                home,
                "original",
                Map.of(),
                scratch -> restricted ? Access.restricted(scratch, NetworkList.NONE) : Access.TRUSTED,
                LogRecords.HOST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFolderOfTaskFilesIsTakenWhole(boolean restricted) throws Exception {
        try (Scripts scripts = scripts(restricted)) {
            assertThat(scripts.json("test_cron", "1", "2"))
                    .isEqualTo("{\"key\": \"key\", \"args\": [\"1\", \"2\"], \"price\": 3, \"label\": \"interval\","
                            + " \"kwargs\": [\"__unique_trace_id__\", \"sub_task_id\"]}");
            assertThat(scripts.json("tasks/cron/__init__.py:test_cron")).contains("\"price\": 3");
            assertThat(scripts.json("test_date")).isEqualTo(BESIDE);
            assertThat(scripts.source.packageProblems()).isEmpty();
        }
    }

    @Test
    void cpythonFindsTheSame() throws Exception {
        try (Scripts scripts = scripts(false)) {
            assertThat(scripts.json(Isolation.CPYTHON, "test_date")).isEqualTo(BESIDE);
            assertThat(scripts.json(Isolation.CPYTHON, "test_cron")).contains("\"price\": 3");
        }
    }

    @Test
    void copiesOfTheOriginalAreNeitherLoadedNorJudged() throws Exception {
        try (Scripts scripts = scripts(false)) {
            Files.writeString(scripts.root.resolve("libs/mysql/__init__.py"), "import aiomysql\n");
            Files.createDirectories(scripts.root.resolve("libs/aps/triggers"));
            Files.writeString(scripts.root.resolve("libs/aps/triggers/cron.py"), "import apscheduler\n");
            scripts.source.rescan();
            assertThat(scripts.source.problems()).isEmpty();
            assertThat(scripts.source.packageProblems()).isEmpty();
            Files.writeString(scripts.root.resolve("libs/shop.py"), "import aiomysql\n");
            scripts.source.rescan();
            assertThat(scripts.source.problems()).hasSize(1).first().asString().contains("libs/shop.py", "aiomysql");
            assertThat(scripts.source.packageProblems())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("scripts/libs/shop.py:1");
        }
    }

    @Test
    void theFilesAreUnpackedWholeAndOnce() throws IOException {
        Path folder = PythonLibrary.unpackInto(home.resolve("lib"));
        Files.delete(folder.resolve("libs/py.typed")); // would be back if they were written again
        assertThat(PythonLibrary.unpackInto(home.resolve("lib"))).isEqualTo(folder);
        assertThat(folder.resolve("libs/py.typed")).doesNotExist();
        assertThat(folder.resolve("models/__init__.py")).exists();
        assertThat(home.resolve("lib/current").toRealPath()).isEqualTo(folder);
        try (var entries = Files.list(home.resolve("lib"))) {
            assertThat(entries.count()).isEqualTo(2);
        }
    }
}

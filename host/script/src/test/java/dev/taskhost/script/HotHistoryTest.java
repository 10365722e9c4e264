package dev.taskhost.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.folder.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept of a scripts folder, and what that is good for. */
@Timeout(300)
class HotHistoryTest extends HotFixture {
    @Test
    void everyGenerationIsRecordedAndTheOldestForgotten() throws Exception {
        for (int i = 1; i <= 5; i++) {
            write("a.js", "exports.a = () => " + i + ";");
            if (i == 1) {
                open();
            } else {
                assertThat(source().rescan()).isTrue();
            }
        }
        History history = History.ofScripts(data, 3);
        assertThat(history.all()).extracting(History.Recorded::number).containsExactly(3L, 4L, 5L);
        History.Recorded third = history.find("3").orElseThrow();
        String hash = Objects.requireNonNull(third.files().get("a.js"));
        assertThat(new String(history.copies().read(hash), StandardCharsets.UTF_8))
                .isEqualTo("exports.a = () => 3;\n");
        long texts = Long.MAX_VALUE;
        for (int i = 6; i < 60 && texts > 3; i++) { // a text goes once no interpreter of its generation is in memory
            System.gc();
            write("a.js", "exports.a = () => " + i + ";");
            source().rescan();
            try (var all = Files.list(data.resolve("texts"))) {
                texts = all.count();
            }
        }
        assertThat(texts).isEqualTo(3);
        assertThat(History.changes(Map.of("a", "1", "b", "1"), Map.of("b", "2", "c", "1")))
                .isEqualTo(Map.of("a", '-', "b", '~', "c", '+'));
    }

    @Test
    void whatCannotBeKeptLeavesTheLastGoodVersionInCharge() throws Exception {
        write("a.js", "exports.a = () => 1;");
        open();
        assertThat(call("a")).isEqualTo("1");
        source().rescan(); // waits for the first look aside, which reads the texts too
        Files.move(data.resolve("texts"), data.resolve("elsewhere"));
        Files.createFile(data.resolve("texts")); // as a full disk: nothing can be written there
        write("a.js", "exports.a = () => 2;");
        assertThat(source().rescan()).isFalse();
        assertThat(source().problems())
                .anySatisfy(problem -> assertThat(problem).contains("a.js: left as it was", "data folder"));
        assertThat(source().find("a")).hasSize(1);
        Files.delete(data.resolve("texts"));
        Files.move(data.resolve("elsewhere"), data.resolve("texts"));
        assertThat(source().rescan()).isTrue();
        assertThat(call("a")).isEqualTo("2");
        assertThat(source().problems()).isEmpty();
    }

    @Test
    void aTrialThatTheEndCutsShortBlamesNoScript() throws Exception {
        write("a.py", "def a(task_key, **kwargs):", "    return 1");
        open();
        assertThat(call("a")).isEqualTo("1");
        Path begun = temp.resolve("begun");
        write(
                "a.py",
                "import time",
                "open('" + begun + "', 'w').close()",
                "time.sleep(3)",
                "def a(task_key, **kwargs):",
                "    return 2");
        while (!Files.exists(begun)) {
            Thread.onSpinWait();
        }
        close();
        opened = null;
        assertThat(History.ofScripts(data, 3).last().orElseThrow().broken()).isEmpty();
        Files.delete(begun);
        open();
        assertThat(call("a")).isEqualTo("2");
    }

    @Test
    void aRestartGoesOnWithTheLastGoodVersionAndTheNumber() throws Exception {
        write("a.js", "exports.a = () => 1;");
        open();
        write("a.js", "exports.a = () => ;");
        write("b.js", "exports.b = () => 1;");
        source().rescan();
        assertThat(source().generation()).isEqualTo(2);
        close();
        open();
        assertThat(source().generation()).isEqualTo(2);
        assertThat(call("a")).isEqualTo("1");
        assertThat(source().problems()).singleElement().asString().contains("scripts/a.js");
        close();
        write("b.js", "exports.b = () => 2;");
        open();
        assertThat(source().generation()).isEqualTo(3);
        assertThat(call("b")).isEqualTo("2");
    }

    /** Python tells a compiled file from its source by the second and the size. */
    @Test
    void whatPythonCompilesIsKeptButNotOfScripts() throws Exception {
        write("a.py", "import colorsys", "def a(task_key, **kwargs):", "    return 1");
        open();
        assertThat(call("a")).isEqualTo("1");
        for (int i = 2; i <= 4; i++) {
            write("a.py", "import colorsys", "def a(task_key, **kwargs):", "    return " + i);
            source().rescan();
            assertThat(call("a")).isEqualTo(Integer.toString(i));
        }
        try (var compiled = Files.walk(data.resolve("bytecode"))) {
            assertThat(compiled.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".pyc")))
                    .anyMatch(name -> name.startsWith("colorsys."))
                    .noneMatch(name -> name.startsWith("a."));
        }
    }
}

package dev.taskhost.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodySource.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
    @TempDir
    Path folder;

    private static BodyResult result(ScriptSource source, String name) throws Exception {
        List<Candidate> found = source.find(name);
        assertThat(found).as(name).hasSize(1);
        CompletableFuture<BodyResult> result = new CompletableFuture<>();
        var _ = found.getFirst().body().start(Running.callOf("key"), result::complete);
        return result.get(180, SECONDS);
    }

    @Test
    void aChangedFileIsTheNextGeneration() throws Exception {
        Files.writeString(folder.resolve("one.js"), "exports.one = () => helper();\nconst helper = () => 1;\n");
        try (ScriptSource source = new ScriptSource(ScriptSettings.of(folder, 1), Running.CLOCK)) {
            assertThat(result(source, "one")).isEqualTo(new BodyResult.Returned("1", null));
            Files.writeString(folder.resolve("one.js"), "exports.one = () => 'changed';\nexports.two = () => 2;\n");
            source.rescan();
            assertThat(source.generation()).isEqualTo(2);
            assertThat(source.rescan()).isFalse();
            assertThat(result(source, "one")).isEqualTo(new BodyResult.Returned("\"changed\"", null));
            assertThat(result(source, "two")).isEqualTo(new BodyResult.Returned("2", null));
            Files.delete(folder.resolve("one.js"));
            source.rescan();
            assertThat(source.find("one")).isEmpty();
        }
    }

    @Test
    void allProblemsAreFoundWithoutRunningAnything() throws Exception {
        List<String> problems = Running.SOURCE.validate().get(180, SECONDS);
        assertThat(problems).hasSize(2);
        assertThat(problems)
                .anySatisfy(text -> assertThat(text)
                        .contains("scripts/bad.js", ":1:8 Expected an operand", "let a = ;\n        ^"));
        assertThat(problems)
                .anySatisfy(text -> assertThat(text).contains("File \"scripts/syn.py\", line 1", "SyntaxError"));
        assertThat(Running.SOURCE.problems()).isEqualTo(problems);
    }

    @Test
    void afterTheEndNothingStarts() throws Exception {
        Files.writeString(folder.resolve("one.js"), "exports.one = () => 1;\n");
        ScriptSource source = new ScriptSource(ScriptSettings.of(folder, 1), Running.CLOCK);
        source.close();
        assertThat(result(source, "one")).isInstanceOf(BodyResult.Failed.class);
    }

    @Test
    void aMissingFolderIsSaid() {
        assertThatThrownBy(() -> {
                    ScriptSource source = new ScriptSource(ScriptSettings.of(folder.resolve("none"), 1), Running.CLOCK);
                    source.close();
                })
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theRuntimeIsNamed() throws IOException {
        assertThat(ScriptSource.runtime()).matches("(?s)(interpreted|compiled) \\(.*");
    }
}

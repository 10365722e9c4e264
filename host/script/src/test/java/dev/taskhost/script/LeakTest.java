package dev.taskhost.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.script.worker.OpenInterpreters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the leak check counts is there to be counted. */
class LeakTest {
    @TempDir
    Path folder;

    @Test
    void anInterpreterCountsFromItsOpeningToTheEndOfItsSource() throws Exception {
        Files.writeString(folder.resolve("one.js"), "exports.one = () => 1;\n");
        ScriptSettings settings = new ScriptSettings(folder, 1, Duration.ofSeconds(3), Duration.ofMinutes(3));
        ScriptSource source = new ScriptSource(settings, Running.CLOCK);
        try (source) {
            assertThat(source.validate().get(60, TimeUnit.SECONDS)).isEmpty();
            assertThat(source.interpreters()).isEqualTo(1);
            assertThat(OpenInterpreters.count()).isPositive();
        }
        assertThat(source.interpreters()).isZero();
    }
}

package dev.taskhost.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing twice, nothing lost, through crashes, freezes, cuts and a wrong clock. The short form runs with every build;
 * docs/faults.md has the command of the long one.
 */
class FaultTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void noFireTimeRunsTwiceAndNoneIsLost() throws Exception {
        long seed = Long.getLong("faults.seed", 20_261_124);
        int seconds = Integer.getInteger("faults.seconds", 12);
        try (FaultRun run = new FaultRun(
                folder, seed, Integer.getInteger("faults.hosts", 3), Integer.getInteger("faults.tasks", 150))) {
            assertThat(run.run(Duration.ofSeconds(seconds))).isEmpty();
        }
    }
}

package dev.taskhost.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.testkit.leaks.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The leak check sees a plugin's class loader as long as something holds it. */
@Timeout(120)
final class LeakTest {
    @TempDir
    Path root;

    @Test
    void aClassLoaderThatIsHeldIsFound() throws IOException, InterruptedException {
        LeakCheck.Probe probe = LeakCheck.probe();
        runOne();
        assertThat(probe.left(Duration.ofSeconds(2)))
                .singleElement()
                .asString()
                .contains("PluginClasses kept in memory: 1");
        System.getProperties().remove("leak-test.held"); // the check of this class fails unless it goes now
    }

    /** In a frame of its own: what its variables hold is held until it returns. */
    private void runOne() throws IOException, InterruptedException {
        try (Host host = new Host(root)) {
            PluginFile.plugin("p", "1")
                    .run("a.T", "System.getProperties().put(\"leak-test.held\", T.class);\nreturn 1;")
                    .into(host.plugins, "p.jar");
            assertThat(host.json("T")).isEqualTo("1");
        }
    }
}

package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host in which nothing can stop what runs. */
class AbandonedRunTest {
    @TempDir
    Path home;

    @Test
    void aHostWithTooManyThreadsThatCannotBeStoppedEnds() throws Exception {
        Site site = Site.make(home);
        site.write("conf/local/common.toml", "[scheduler]\nabandoned_limit = 0\ndrain_seconds = 1\n[http]\nport = 0\n");
        site.write("scripts/resist.py", "def resist(*args, **kwargs):\n    return str(10**10**8)[:1]\n");
        try (HostProcess sql = site.command(
                "sql",
                "-e",
                "DELETE FROM task; " + Site.insert("r", "resist", "interval", "2")
                        + "; UPDATE task SET extra = '{\"timeout\": 1}'")) {
            assertThat(sql.exitCode()).as(String.join("\n", sql.seen())).isZero();
        }
        try (HostProcess host = site.run()) {
            assertThat(host.await("abandoned_limit")).contains("the limit is 0");
            assertThat(host.exitCode()).isEqualTo(1);
        }
    }
}

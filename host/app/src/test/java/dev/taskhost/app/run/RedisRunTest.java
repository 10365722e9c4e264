package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.testkit.redis.RedisProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose Redis goes away and comes back: it is told, and nothing else happens. */
class RedisRunTest {
    @TempDir
    Path home;

    @Test
    void redisIsStoppedInTheMiddleAndTheTasksGoOn() throws Exception {
        Site site = Site.make(home);
        try (RedisProcess redis = RedisProcess.start()) {
            site.write("conf/local/redis.toml", "[default]\nhost = '127.0.0.1'\nport = " + redis.port() + "\n");
            sql(site, "DELETE FROM task; " + Site.insert("t", "tick", "interval", "1"));
            try (HostProcess host = site.run()) {
                host.await("wake signal", "Redis at 127.0.0.1:" + redis.port());
                host.await("t success");
                redis.stop();
                host.await("cannot be used", "nothing else depends on it");
                sql(site, Site.insert("meanwhile", "tick", "interval", "1"));
                host.await("meanwhile success");
                redis.restart();
                host.await("is back after");
                sql(site, Site.insert("later", "tick", "interval", "1"));
                host.await("later success");
                host.terminate();
                assertThat(host.exitCode()).isZero();
                assertThat(host.seen().stream().filter(line -> line.contains("cannot be used")))
                        .hasSize(1);
            }
        }
    }

    private static void sql(Site site, String statements) throws InterruptedException {
        try (HostProcess sql = site.command("sql", "-e", statements)) {
            int code = sql.exitCode();
            assertThat(code).as(String.join("\n", sql.seen())).isZero();
        }
    }
}

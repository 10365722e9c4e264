package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's first run: the embedded database, real processes, real signals. */
class EmbeddedRunTest {
    @TempDir
    Path home;

    @Test
    void theFirstStartMakesTablesAndRunsPythonAndEndsInOrder() throws Exception {
        Site site = Site.make(home);
        site.write("scripts/interval/test_interval.py", """
                async def test_interval(task_key, *args, **kwargs):
                    print("你好", args, kwargs["sub_task_id"])
                    return {"args": list(args)}
                """);
        try (HostProcess host = site.run()) {
            host.await("runtime", "interpreted");
            host.await("database", "embedded H2");
            host.await("[test_interval]", "你好 ('1', '2', '3')");
            host.await("test_interval success");
            try (HostProcess sql =
                    site.command("sql", "--json", "-e", "SELECT extra FROM execute_task WHERE status=\"success\"")) {
                assertThat(sql.exitCode()).isZero();
                assertThat(sql.seen()).anyMatch(line -> line.contains("args"));
            }
            try (HostProcess second = site.run()) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.seen()).anyMatch(line -> line.contains("another taskhost runs with the data folder"));
            }
            host.terminate();
            host.await("ended");
            assertThat(host.exitCode()).isZero();
        }
        try (HostProcess tasks = site.command("tasks")) {
            assertThat(tasks.exitCode()).isZero();
            assertThat(tasks.seen()).anyMatch(line -> line.contains("test_interval") && line.contains("ready"));
        }
    }

    @Test
    void killedAndStartedAgainNothingIsDoubledAndTheInterruptedIsLost() throws Exception {
        Site site = Site.make(home);
        sql(
                site,
                "DELETE FROM task; " + Site.insert("t", "tick", "interval", "1") + "; "
                        + Site.insert("n", "nap", "interval", "2"));
        try (HostProcess host = site.run()) {
            host.await("t success");
            host.await("t success");
            host.await("t success");
            host.kill();
        }
        try (HostProcess again = site.run()) {
            again.await("n lost");
            again.await("t success");
            again.terminate();
            assertThat(again.exitCode()).isZero();
        }
        sql(site, "SELECT 'doubled' FROM task_execution GROUP BY task_id, fire_at HAVING COUNT(*) > 1", "(0 rows)");
        sql(site, "SELECT status FROM execute_task WHERE status = 'todo'", "(0 rows)");
        sql(site, "SELECT status FROM task WHERE status <> 'ready'", "(0 rows)");
        sql(
                site,
                "SELECT DISTINCT status FROM execute_task WHERE task_id = (SELECT id FROM task WHERE task_key = 'n')",
                "lost");
    }

    @Test
    void whatStillRunsAtTheEndIsInterruptedAndRecordedAsCancelled() throws Exception {
        Site site = Site.make(home);
        site.write("conf/local/common.toml", "[scheduler]\ndrain_seconds = 1\n");
        sql(site, "DELETE FROM task; " + Site.insert("s", "slow", "interval", "1"));
        try (HostProcess host = site.run()) {
            host.await("s skipped");
            host.terminate();
            host.await("s cancelled");
            assertThat(host.exitCode()).isZero();
        }
        sql(site, "SELECT extra FROM execute_task WHERE status = 'cancelled'", "drain_seconds");
        sql(site, "SELECT status FROM task", "ready");
    }

    @Test
    void whatCannotStartSaysWhy() throws Exception {
        Site site = Site.make(home);
        site.write("conf/local/common.toml", "[schedular]\ntimezone = 'Mars'\n");
        try (HostProcess host = site.run()) {
            assertThat(host.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", host.seen())).contains("common.toml", "schedular", "did you mean scheduler");
        }
        site.write("conf/local/common.toml", "");
        try (HostProcess host = site.run("--scripts", home.resolve("nowhere").toString())) {
            assertThat(host.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", host.seen()))
                    .contains("the scripts folder")
                    .contains("does not exist");
        }
    }

    private static void sql(Site site, String statements, String... words) throws InterruptedException {
        try (HostProcess sql = site.command("sql", "-e", statements)) {
            int code = sql.exitCode();
            assertThat(code).as(String.join("\n", sql.seen())).isZero();
            for (String word : words) {
                assertThat(String.join("\n", sql.seen())).contains(word);
            }
        }
    }
}

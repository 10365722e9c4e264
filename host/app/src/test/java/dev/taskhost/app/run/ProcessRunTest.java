package dev.taskhost.app.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.testkit.plugin.TaskJar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks with {@code extra.isolation = "process"} in a real host. */
class ProcessRunTest {
    @TempDir
    Path home;

    @Test
    void aTaskRunsBesideTheHostAndEndsWithIt() throws Exception {
        Site site = Site.make(home);
        TaskJar.write(home.resolve("plugins/pid.jar"), PidTask.class);
        isolated(site, "pid", "PidTask", "");
        try (HostProcess host = site.run()) {
            host.await("pid success");
            isolated(site, "slow", "slow", ", \"timeout\": 1");
            host.await("slow timeout");
            isolated(site, "stays", "PidTask", "");
            String[] pids =
                    host.await("[stays]", "pid ").replaceFirst(".*pid ", "").split(" ", -1);
            ProcessHandle child = ProcessHandle.of(Long.parseLong(pids[0])).orElseThrow();
            ProcessHandle started = ProcessHandle.of(Long.parseLong(pids[1])).orElseThrow();
            host.kill();
            assertThat(child.onExit().get(30, SECONDS).isAlive()).isFalse();
            assertThat(started.onExit().get(30, SECONDS).isAlive()).isFalse();
        }
        command(site, "on PidTask 1 ", "runs", "pid", "--full");
        command(site, "", "sql", "-e", "DELETE FROM task WHERE task_key = 'stays'");
        command(site, "Nothing is wrong", "check");
    }

    @Test
    void aPersonCallsABodyAnywhere() throws Exception {
        Site site = Site.make(home);
        for (String where : List.of("shared", "fresh", "process")) {
            command(site, "2", "call", "tick", "a", "--isolation", where);
        }
        command(site, "only Python scripts run in CPython", "call", "tick", "--isolation", "cpython");
        command(
                site,
                "--isolation is 'jail'; it is one of shared, fresh, cpython, process",
                "call",
                "tick",
                "--isolation",
                "jail");
    }

    private static void isolated(Site site, String key, String func, String more) throws InterruptedException {
        String insert = Site.insert(key, func, "date", "now")
                .replace("'a,b'", key.equals("stays") ? "'stay'" : "'a,b'")
                .replace("'{}'", "'{\"isolation\": \"process\"" + more + "}'");
        command(site, "", "sql", "-e", (key.equals("pid") ? "DELETE FROM task; " : "") + insert);
    }

    private static void command(Site site, String words, String... args) throws InterruptedException {
        try (HostProcess command = site.command(args)) {
            command.exitCode();
            assertThat(String.join("\n", command.seen())).contains(words);
        }
    }
}

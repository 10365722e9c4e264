package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.testkit.plugin.TaskJar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that eat the heap of a real host. */
class MemoryRunTest {
    @TempDir
    Path home;

    @Test
    @Tag("long")
    void whoEatsTheHeapIsEndedAndTheOthersGoOn() throws Exception {
        Site site = site("[http]\nport = 0\n[scripts]\nworkers = 2\n");
        site.write("scripts/hogs.py", """
                import time

                def pyhog(task_key, *args, **kwargs):
                    held = []
                    while True:
                        held.append(bytearray(100_000))
                        time.sleep(0.0005)

                def impossible(task_key, *args, **kwargs):
                    return len([0] * 10**9)
                """);
        site.write("scripts/hogs.js", """
                export function jshog() {
                    const held = [];
                    for (;;) {
                        held.push(new Array(10000).fill(1.5));
                        for (const end = Date.now() + 1; Date.now() < end; ) {}
                    }
                }
                """);
        sql(site, "DELETE FROM task; " + Site.insert("tick", "tick", "cron", "* * * * * *"));
        try (HostProcess host = run(site, "256m")) {
            host.await("tick success");
            for (String hog : List.of("pyhog", "jshog", "HoardTask")) {
                sql(site, Site.insert(hog, hog, "date", "now"));
                host.await(hog + ", execution", "is ended for it");
                host.await(hog + " fail");
                host.await("tick success");
            }
            sql(site, Site.insert("impossible", "impossible", "date", "now"));
            host.await("impossible fail", "MemoryError");
            host.await("tick success");
            host.terminate();
            assertThat(host.exitCode()).isZero();
        }
        sql(
                site,
                "SELECT COUNT(*) || ' told' FROM execute_task WHERE status = 'fail' AND extra LIKE '%the host''s heap was %"
                        + " % full %allocated %JAVA_OPTS%'",
                "3 told");
        sql(
                site,
                "SELECT COUNT(*) || ' hurt' || COALESCE(LISTAGG(': ' || status || ' ' || extra), '')"
                        + " FROM execute_task WHERE status <> 'success' AND task_id ="
                        + " (SELECT id FROM task WHERE task_key = 'tick')",
                "0 hurt");
    }

    @Test
    void aHostThatIsOutOfMemoryEndsAndItsNextLifeRecordsWhatWasLost() throws Exception {
        Site site = site("[scheduler]\nheap_limit = 0\n[http]\nport = 0\n");
        sql(site, "DELETE FROM task; " + Site.insert("hoard", "HoardTask", "date", "now"));
        sql(site, "UPDATE task SET args = 'stubborn'");
        try (HostProcess host = run(site, "64m")) {
            assertThat(host.exitCode()).isEqualTo(1);
            assertThat(host.seen()).anyMatch(line -> line.startsWith("taskhost: the host has run out of memory"));
        }
        try (HostProcess again = run(site, "256m")) {
            again.await("hoard lost");
            again.terminate();
            assertThat(again.exitCode()).isZero();
        }
        sql(site, "SELECT status FROM execute_task", "lost");
        sql(site, "SELECT status FROM task", "ready");
    }

    private Site site(String common) throws Exception {
        Site site = Site.make(home);
        site.write("conf/local/common.toml", common);
        TaskJar.write(home.resolve("plugins/hoard.jar"), HoardTask.class);
        return site;
    }

    private HostProcess run(Site site, String heap) {
        return HostProcess.start(site.home(), List.of("-Xmx" + heap), List.of("run", "--port", "0"));
    }

    private static void sql(Site site, String statements, String... expected) throws Exception {
        try (HostProcess sql = site.command("sql", "-e", statements)) {
            assertThat(sql.exitCode()).as(String.join("\n", sql.seen())).isZero();
            for (String text : expected) {
                assertThat(sql.seen()).anyMatch(line -> line.contains(text));
            }
        }
    }
}

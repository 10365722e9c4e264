package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that change while a host runs, and the commands that show what became of them. */
class HotRunTest {
    @TempDir
    Path home;

    @Test
    void whatIsDroppedIsLiveAndWhatIsBrokenChangesNothing() throws Exception {
        Site site = Site.make(home);
        site.write("scripts/tick.js", "exports.tick = () => { console.log('one'); };\n");
        command(site, "", "sql", "-e", "DELETE FROM task; " + Site.insert("t", "tick", "interval", "1"));
        try (HostProcess host = site.run()) {
            host.await("[t]", "one");
            site.write("scripts/tick.js", "exports.tick = () => { console.log('broken'); };\n}\n");
            host.await("scripts/tick.js does not parse");
            host.await("[t]", "one");
            command(site, "scripts/tick.js is broken; an earlier version is in charge", "scripts");
            command(site, "scripts/tick.js is broken; an earlier version is in charge", "tasks");
            command(site, "tick.js:2:0", "check");
            site.write("scripts/tick.js", "exports.tick = () => { console.log('two'); };\n");
            host.await("generation 2 ");
            host.await("[t]", "two");
            command(site, "+exports.tick = () => { console.log('two'); };", "scripts", "diff");
            command(site, "changed  tick.js", "scripts", "rollback", "1");
            host.await("generation 3 ");
            host.await("[t]", "one");
            command(site, "the folder is as generation 1 was", "scripts", "rollback", "1");
            command(site, "on scripts 3 ", "runs", "t", "--full");
            Files.delete(home.resolve("scripts/tick.js"));
            host.await("t rejected");
            host.terminate();
            assertThat(host.exitCode()).isZero();
        }
    }

    private static void command(Site site, String words, String... args) throws InterruptedException {
        try (HostProcess command = site.command(args)) {
            command.exitCode();
            assertThat(String.join("\n", command.seen()).toLowerCase(java.util.Locale.ROOT))
                    .contains(words.toLowerCase(java.util.Locale.ROOT));
        }
    }
}

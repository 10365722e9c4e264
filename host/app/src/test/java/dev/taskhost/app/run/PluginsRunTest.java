package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.testkit.plugin.TaskJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that change while a host runs and while none does, and the commands that show and undo it. */
class PluginsRunTest {
    @TempDir
    Path home;

    @Test
    @Tag("long")
    void aStateOfThePluginsFolderIsListedAndPutBack() throws Exception {
        Site site = Site.make(home);
        command(site, "No host has run with the data folder", "plugins");
        Path jar = jar("1");
        byte[] first = Files.readAllBytes(jar);
        command(site, "", "sql", "-e", "DELETE FROM task; " + Site.insert("p", "PidTask", "interval", "1"));
        try (HostProcess host = site.run()) {
            host.await("p success");
            jar("2");
            host.await("no longer in charge");
            host.await("p success");
            command(site, "2 (current)", "plugins");
            command(site, "PidTask 1 ", "plugins");
            command(site, "on PidTask 2 ", "runs", "p", "--full");
            Files.writeString(home.resolve("plugins/half.jar"), "PK");
            host.await("half.jar: is not complete");
            command(site, "half.jar: is not complete", "plugins");
            command(site, "half.jar: is not complete", "check");
            command(site, "would be lost: half.jar", "plugins", "rollback", "1");
            Files.delete(home.resolve("plugins/half.jar"));
            Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r-----"));
            command(site, "Nothing was done yet", "plugins", "rollback", "1", "--dry-run");
            command(site, "changed  pid.jar", "plugins", "rollback", "1");
            host.await("no longer in charge");
            host.await("p success");
            assertThat(jar).hasBinaryContent(first);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(jar)))
                    .isEqualTo("rw-r-----");
            command(site, "the folder is as generation 1 was; nothing to do", "plugins", "rollback", "1");
            host.terminate();
            assertThat(host.exitCode()).isZero();
        }
        command(site, "3 (current)", "plugins");
        Files.delete(jar);
        command(site, "restored pid.jar", "plugins", "rollback", "2");
        assertThat(Files.readAllBytes(jar)).isNotEqualTo(first);
        command(site, "There is no generation 9", "plugins", "rollback", "9");
    }

    /** Put there at once, as a move does. */
    private Path jar(String version) throws IOException {
        Path part = home.resolve("part");
        TaskJar.write(part, PidTask.class, version);
        return Files.move(part, home.resolve("plugins/pid.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void command(Site site, String words, String... args) throws InterruptedException {
        try (HostProcess command = site.command(args)) {
            command.exitCode();
            assertThat(String.join("\n", command.seen()).toLowerCase(java.util.Locale.ROOT))
                    .contains(words.toLowerCase(java.util.Locale.ROOT));
        }
    }
}

package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.testkit.plugin.TaskJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task prints, read from another process while it runs and after it, and without secrets. */
class OutputRunTest {
    private static final String PRINTER = """
            import { progress } from 'taskhost';
            export async function printer() {
                progress(0.4, "printing");
                console.log("你好");
                console.error("an error");
                await new Promise(done => setTimeout(done, 3000));
                console.log("last words");
                throw new Error("broke off");
            }
            export function silent() {}
            """;

    private static final String SECRET = "s3\"cr\\et";

    private static final String TELLER = """
            import { secret } from 'taskhost';
            export async function teller() {
                const api = await secret('api');
                console.log('js has ' + api);
                if (api.length !== 8) throw new Error('another secret');
                return { api, list: [api] };
            }
            """;

    @TempDir
    Path home;

    @Test
    void itIsFollowedWhileItRunsAndThereAfterwards() throws Exception {
        Site site = Site.make(home);
        site.write("scripts/printer.js", PRINTER);
        site.write("scripts/teller.mjs", TELLER);
        site.write("conf/local/common.toml", "[secrets]\napi = { file = 'api.txt', tasks = ['tel*', 'java'] }\n");
        site.write("conf/local/api.txt", SECRET + "\n");
        TaskJar.write(home.resolve("plugins/secret.jar"), SecretTask.class);
        ok(
                site,
                "sql",
                "-e",
                "DELETE FROM task; ALTER TABLE execute_task ALTER COLUMN id RESTART WITH 41; "
                        + Site.insert("p", "printer", "date", "now"));
        try (HostProcess host = site.run()) {
            host.await("p registered");
            try (HostProcess following = awaitExecution(site)) {
                host.await("p fail");
                assertThat(following.exitCode()).isZero();
                assertThat(following.seen())
                        .containsSubsequence("你好", "an error", "last words")
                        .anyMatch(line -> line.contains("Error: broke off"))
                        .last()
                        .isEqualTo("execution 41: fail");
            }
            secretsAreTold(site, host);
            host.terminate();
            assertThat(host.exitCode()).isZero();
            secretsAreNowhere(site, host);
        }
        assertThat(ok(site, "runs", "--output", "41")).containsSubsequence("你好", "an error", "last words");
        assertThat(ok(site, "runs", "--follow", "41", "--json"))
                .contains("{\"error\":false,\"line\":\"你好\"}", "{\"error\":true,\"line\":\"an error\"}");
        assertThat(ok(site, "runs", "p", "--json"))
                .singleElement()
                .asString()
                .contains("\"progress\":{\"fraction\":0.4,\"text\":\"printing\",\"at\":\"2");
        try (HostProcess none = site.command("runs", "--follow", "4711")) {
            assertThat(none.exitCode()).isEqualTo(1);
            assertThat(none.seen())
                    .singleElement()
                    .asString()
                    .startsWith("There is no execution 4711; taskhost runs KEY");
        }
    }

    /** Two tasks ask for a secret, and tell it wherever they can: one prints and returns it, the other logs and throws it. */
    private static void secretsAreTold(Site site, HostProcess host) throws InterruptedException {
        ok(
                site,
                "sql",
                "-e",
                Site.insert("tells", "teller", "date", "now") + "; "
                        + Site.insert("java", "SecretTask", "interval", "1"));
        host.await("tells success");
        host.await("java fail");
    }

    private void secretsAreNowhere(Site site, HostProcess host) throws Exception {
        String printed = String.join("\n", host.seen());
        String logged = Files.readString(home.resolve("logs/taskhost.log"));
        String rows = String.join("\n", ok(site, "sql", "--json", "-e", "SELECT extra FROM execute_task"));
        String output = String.join("\n", ok(site, "runs", "--output", "42"))
                + String.join("\n", ok(site, "runs", "--output", "43"));
        assertThat(List.of(printed, logged, output)).allMatch(text -> text.contains("js has ***"));
        assertThat(List.of(printed, logged, output)).allMatch(text -> text.contains("java has ***"));
        assertThat(rows).contains("***").contains("IllegalStateException: of ***", "did you mean api?");
        Files.setPosixFilePermissions(home.resolve("conf/local/api.txt"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(String.join("\n", ok(site, "check")))
                .contains("Warning: ", "secrets.api.file: others on this machine can read", "Nothing is wrong: ");
        assertThat(printed + logged + rows + output).doesNotContain(SECRET).doesNotContainPattern("s3\\\\+\"cr");
    }

    /** Follows the first execution as soon as there is one. */
    private static HostProcess awaitExecution(Site site) throws InterruptedException {
        for (int tries = 0; tries < 30; tries++) {
            HostProcess following = site.command("runs", "--follow", "41");
            if (!following.await("").startsWith("There is no execution")) {
                return following;
            }
            following.close();
        }
        throw new AssertionError("no execution began");
    }

    private static List<String> ok(Site site, String... args) throws InterruptedException {
        try (HostProcess command = site.command(args)) {
            int code = command.exitCode();
            assertThat(code).as(String.join("\n", command.seen())).isZero();
            return command.seen();
        }
    }
}

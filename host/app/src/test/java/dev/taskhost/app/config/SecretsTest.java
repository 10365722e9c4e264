package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taskhost.services.secret.SecretFile;
import dev.taskhost.services.secret.SecretValue;
import dev.taskhost.services.secret.TaskSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code [secrets]} of common.toml, secrets that stand in files and variables, and what is masked because of them. */
class SecretsTest {
    @TempDir
    Path home;

    private ConfFolder conf;

    @BeforeEach
    void conf() {
        conf = new ConfFolder(home);
    }

    private Path secretFile(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve("conf/local").resolve(name), text);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    @Test
    void theyStandInTheFileInVariablesAndInFiles() throws IOException {
        Path file = secretFile("bank.txt", "from the file\n");
        Configuration loaded = conf.file("common", """
                        [secrets]
                        api = "${API_TOKEN}"
                        plain = "written down"
                        bank = { file = "bank.txt", tasks = ["billing.*", "pay?"] }
                        [secrets.mail]
                        env = "MAIL_PASSWORD"
                        """)
                .variable("API_TOKEN", "from a variable")
                .variable("MAIL_PASSWORD", "the other one")
                .load();

        assertThat(loaded.common().secrets())
                .isEqualTo(Map.of(
                        "api", new TaskSecret(new SecretValue.Fixed("from a variable"), Optional.empty()),
                        "plain", new TaskSecret(new SecretValue.Fixed("written down"), Optional.empty()),
                        "bank",
                                new TaskSecret(
                                        new SecretValue.InFile(new SecretFile(file)),
                                        Optional.of(List.of("billing.*", "pay?"))),
                        "mail", new TaskSecret(new SecretValue.Fixed("the other one"), Optional.empty())));
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.toString()).doesNotContain("from a variable", "written down", "the other one");
        assertThat(loaded.written().reveal().toString()).doesNotContain("secrets", "from", "written down");
        assertThat(loaded.masking().mask("a from a variable b written down c from the file d the other one"))
                .isEqualTo("a *** b *** c *** d ***");
    }

    @Test
    void everySecretKeyMayStandElsewhere() throws IOException {
        secretFile("mysql", "p%#:@&'\"\\ $ä\r\n");
        secretFile("hook", "https://hooks.example.com/services/T0/abcdefghijklmnopqrstuvwx?key=0123456789");
        Configuration loaded = conf.file("common", """
                        [ding]
                        access_token = { env = "DING" }
                        [notice.senders.ops]
                        type = "slack"
                        url = { file = "hook" }
                        [custom.shop]
                        api_token = { env = "DING" }
                        """)
                .file("mysql", """
                        [default]
                        host = "h"
                        db = "d"
                        user = "u"
                        password = { file = "mysql" }
                        """)
                .file("redis", "[a]\nhost = 'h'\npassword = { env = \"DING\" }\n")
                .variable("DING", "d1ng-token")
                .load();

        String password = "p%#:@&'\"\\ $ä";
        assertThat(loaded.mysql().scheduler())
                .isInstanceOfSatisfying(
                        MysqlSettings.Server.class,
                        server -> assertThat(server.password()).isEqualTo(Secret.of(password)));
        assertThat(loaded.redis().aliases().get("a"))
                .extracting(RedisSettings.Server::password)
                .isEqualTo(Secret.of("d1ng-token"));
        assertThat(loaded.common().ding().accessToken()).isEqualTo(Secret.of("d1ng-token"));
        assertThat(loaded.common().custom().reveal()).isEqualTo(Map.of("shop", Map.of("api_token", "d1ng-token")));
        assertThat(loaded.written().reveal().get("mysql"))
                .isEqualTo(Map.of("default", Map.of("host", "h", "db", "d", "user", "u", "password", password)));
        assertThat(loaded.masking().mask("with " + password + " and d1ng-token"))
                .isEqualTo("with *** and ***");
        assertThat(loaded.masking().mask("POST /services/T0/abcdefghijklmnopqrstuvwx?key=0123456789"))
                .isEqualTo("POST /services/T0/***?key=***");
    }

    @Test
    void ofAnAddressOnlyTheTokensAreMasked() {
        Configuration loaded = conf.file("common", """
                        [ding]
                        ding = "https://oapi.dingtalk.com"
                        other = "http://user:pa55w%40rd@other.example/robot/send?v=2&access_token=t0k3n"
                        """).load();

        assertThat(loaded.masking().mask("https://oapi.dingtalk.com/robot"))
                .isEqualTo("https://oapi.dingtalk.com/robot");
        assertThat(loaded.masking().mask("at other.example/robot/send?v=2&access_token=t0k3n with pa55w@rd"))
                .isEqualTo("at other.example/robot/send?v=2&access_token=*** with ***");
    }

    /** {@code ;} in the first column is a line break. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a = { file = "none" } | secrets.a.file: there is no file FOLDER/none; create it, or correct its path
            a = { file = "." } | secrets.a.file: the file FOLDER/. is no file; name the file that has the secret in it
            a = { file = "empty" } | secrets.a.file: the file FOLDER/empty is empty; put the secret into it
            a = { file = "bytes" } | secrets.a.file: the file FOLDER/bytes is not UTF-8 text; a secret is a text, so encode what is none, as Base64 say
            a = { file = "large" } | secrets.a.file: the file FOLDER/large has more than 65536 bytes, too many for a secret; is it the right file?
            a = { env = "MISSING" } | secrets.a.env reads the environment variable MISSING, which is not set; set it, or give a default: ${MISSING:-…}
            a = { env = "EMPTY" } | secrets.a.env names an environment variable that is empty; put the secret into it
            a = "${MISSING}" | secrets.a reads the environment variable MISSING, which is not set; set it, or give a default: ${MISSING:-…}
            a = "" | secrets.a is a text (not shown); expected a text that is not empty, or a table as in { file = "/run/secrets/name", tasks = ["billing.*"] }
            a = 12345 | secrets.a is a whole number; expected a text that is not empty, or a table as in { file = "/run/secrets/name", tasks = ["billing.*"] }; put it in quotes
            a = { fil = "x" } | [secrets.a] has neither file nor env; write one of them, as in { file = "/run/secrets/name" } or { env = "NAME" }
            [secrets.a];file = "good";env = "HOME" | [secrets.a] has both file and env; write one of them, as in { file = "/run/secrets/name" } or { env = "NAME" }
            a = { file = "good", task = ["x"] } | secrets.a.task is not a known key; did you mean tasks? Known: env, file, tasks.
            a = { file = "good", tasks = [] } | secrets.a.tasks names no task, so nobody could have it; name some, as in ["billing.*"], or leave it out
            """)
    void whatIsWrongSaysWhatToDo(String toml, String message) throws IOException {
        secretFile("good", "a good one");
        secretFile("empty", "\n");
        secretFile("large", "x".repeat(SecretFile.LARGEST + 1));
        Files.write(secretFile("bytes", ""), "é".getBytes(StandardCharsets.ISO_8859_1));
        conf.file("common", "[secrets]\n" + toml.replace(';', '\n')).variable("EMPTY", "");

        assertThat(conf.problems())
                .contains("common.toml: " + message.replace("FOLDER/", "")); // which problems() cuts off
    }

    @Test
    void aPasswordsPlaceIsCheckedAsWell() {
        conf.file("mysql", "[default]\nhost='h'\ndb='d'\nuser='u'\npassword = { file = \"none\", tasks = [\"x\"] }");

        assertThat(conf.problems())
                .containsExactly(
                        "mysql.toml: default.password.file: there is no file none; create it, or correct its path",
                        "mysql.toml: default.password.tasks is not a known key. Known: env, file.");
    }

    @Test
    void whatIsTooOpenOrTooShortIsWarnedOf() throws IOException {
        Path open = secretFile("open", "open to all");
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Configuration loaded = conf.file("common", "[secrets]\npin = \"123\"\nopen = { file = \"open\" }\n")
                .load();

        String common = conf.path("common").toString();
        assertThat(loaded.warnings())
                .containsExactlyInAnyOrder(
                        common + ": secrets.open.file: others on this machine can read or change " + open
                                + "; make it its owner's alone: chmod 600 (in a container: mode 0400 of the secret)",
                        common + ": secrets.pin gives a secret of less than 4 characters, which is not masked in logs"
                                + " and output; take a longer one");
        assertThat(loaded.masking().mask("123 is no secret text")).isEqualTo("123 is no secret text");
    }
}

package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.app.config.MysqlSettings.Embedded;
import dev.taskhost.app.config.MysqlSettings.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of the environment, the shipped files, and what must not be seen. */
class ConfigurationTest {
    private static final Path SHIPPED = Path.of("../../conf");

    @TempDir
    Path home;

    @Test
    void environmentIsTheOptionThenTheVariableThenLocal() {
        assertThat(Configuration.environmentName("online", Map.of("APP_ENV", "test")))
                .isEqualTo("online");
        assertThat(Configuration.environmentName(null, Map.of("APP_ENV", "test")))
                .isEqualTo("test");
        assertThat(Configuration.environmentName(null, Map.of("APP_ENV", ""))).isEqualTo("local");
        assertThat(Configuration.environmentName(null, Map.of())).isEqualTo("local");
    }

    @Test
    void anyFolderMayBeAnEnvironment() throws Exception {
        new ConfFolder(home);
        Files.move(home.resolve("conf/local"), home.resolve("conf/staging-2"));

        Configuration loaded = Configuration.load(home, home.resolve("conf"), "staging-2", Map.of());

        assertThat(loaded.env()).isEqualTo("staging-2");
        assertThat(loaded.folder()).isEqualTo(home.resolve("conf/staging-2"));
    }

    @Test
    void shippedLocalNeedsNothing() {
        Configuration shipped = Configuration.load(home, SHIPPED, "local", Map.of());
        Configuration defaults = new ConfFolder(home).load();

        assertThat(shipped.mysql().scheduler()).isEqualTo(new Embedded());
        assertThat(shipped.common().http()).isEqualTo(new CommonSettings.Http("127.0.0.1", 8888));
        assertThat(shipped.common().scheduler())
                .as("the file shows the defaults")
                .isEqualTo(defaults.common().scheduler());
        assertThat(shipped.common().scripts()).isEqualTo(defaults.common().scripts());
        assertThat(shipped.common().plugins()).isEqualTo(defaults.common().plugins());
        assertThat(shipped.redis().aliases()).isEmpty();
    }

    /** The lines that a user would uncomment are good TOML and show the defaults. */
    @Test
    void shippedLocalRemarksCanBeUncommented() throws Exception {
        ConfFolder conf = new ConfFolder(home).variable("MYSQL_PASSWORD", "p").variable("REDIS_PASSWORD", "r");
        String mysql = Files.readString(SHIPPED.resolve("local/mysql.toml"));
        conf.file("mysql", mysql.replaceAll("(?m)^embedded.*$", "").replaceAll("(?m)^# (?=[a-z_]+ = )", ""));
        conf.file(
                "redis",
                Files.readString(SHIPPED.resolve("local/redis.toml")).replaceAll("(?m)^# (?=\\[|[a-z_]+ = )", ""));
        Configuration uncommented = conf.load();

        conf.file("mysql", "[default]\nhost='127.0.0.1'\ndb='taskhost'\nuser='taskhost'\npassword='p'");
        conf.file("redis", "[default]\nhost='127.0.0.1'\npassword='r'");
        Configuration short_ = conf.load();
        assertThat(uncommented.mysql()).isEqualTo(short_.mysql());
        assertThat(uncommented.redis()).isEqualTo(short_.redis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "online"})
    void shippedOthersReadTheEnvironment(String env) {
        Map<String, String> variables = Map.of("MYSQL_HOST", "db", "MYSQL_PASSWORD", "p");

        Configuration shipped = Configuration.load(home, SHIPPED, env, variables);

        Server server = (Server) shipped.mysql().scheduler();
        assertThat(server.host()).isEqualTo("db");
        assertThat(server.port()).isEqualTo(3306);
        assertThat(server.password()).isEqualTo(Secret.of("p"));
        assertThat(shipped.common().scheduler().timezone().getId()).isEqualTo("Asia/Shanghai");
    }

    @Test
    void secretsAreNotPrinted() {
        Configuration loaded = new ConfFolder(home)
                .variable("PW", "hidden-4")
                .file("common", """
                        [ding]
                        ding = "https://x.example/robot/send?access_token=hidden-1"
                        access_token = "hidden-2"
                        secret = "hidden-3"
                        [custom]
                        api_key = "hidden-7"
                        """)
                .file("mysql", "[default]\nhost='h'\ndb='d'\nuser='u'\npassword='${PW}'")
                .file("redis", "[default]\nhost='h'\npassword='hidden-5'")
                .load();

        assertThat(loaded.toString()).contains("***").contains("api_key").doesNotContain("hidden");
        assertThat(loaded.common().ding().addresses().get("ding"))
                .isNotNull()
                .extracting(Secret::reveal)
                .isEqualTo("https://x.example/robot/send?access_token=hidden-1");
    }

    @Test
    void secretsAreNotInErrors() {
        ConfFolder conf = new ConfFolder(home)
                .variable("PW", "hidden")
                .file(
                        "common",
                        "[ding]\ndng = 'hidden'\naccess_token = ['hidden']\nsecret = 12345\n[http]\nport='${PW}'")
                .file("logger", "[root]\nfilename = hidden")
                .file("mysql", "[default]\nhost='h'\ndb='d'\nuser='u'\npasswrd='hidden'\npassword={a='hidden'}")
                .file("redis", "[default]\npassword \"hidden\"");

        assertThat(String.join("\n", conf.problems()))
                .contains("ding.dng", "ding.access_token is a list", "ding.secret is a whole number", "default.passwrd")
                .doesNotContain("hidden")
                .doesNotContain("12345");
    }
}

package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.app.config.MysqlSettings.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** <code>${NAME}</code> in values. */
class VariablesTest {
    @TempDir
    Path home;

    private ConfFolder conf;

    @BeforeEach
    void conf() {
        conf = new ConfFolder(home);
    }

    @Test
    void fillTextsNumbersTruthAndChoices() {
        Server server = (Server) conf.variable("DB_HOST", "db")
                .variable("PORT", " 3307 ")
                .variable("AUTO", "False")
                .variable("STALE", "1.5")
                .variable("PASSWORD", "${DB_HOST}")
                .variable("EMPTY", "")
                .variable("SSL", "required")
                .file("mysql", """
                        [default]
                        host = "${DB_HOST}-1.example"
                        port = "${PORT}"
                        db = 'a$${DB_HOST}b$c'
                        user = "${EMPTY:-root}${UNSET:-}"
                        password = "${PASSWORD}"
                        autocommit = "${AUTO}"
                        stale_timeout = "${STALE}"
                        ssl = "${SSL}"
                        """)
                .load()
                .mysql()
                .scheduler();

        assertThat(server.host()).isEqualTo("db-1.example");
        assertThat(server.port()).isEqualTo(3307);
        assertThat(server.db()).isEqualTo("a${DB_HOST}b$c");
        assertThat(server.user()).isEqualTo("root");
        assertThat(server.password().reveal())
                .as("filled-in text is not read again")
                .isEqualTo("${DB_HOST}");
        assertThat(server.autocommit()).isFalse();
        assertThat(server.staleTimeout()).hasMillis(1500);
        assertThat(server.ssl()).isEqualTo(SslMode.REQUIRED);
    }

    @Test
    void fillOwnValuesAtAnyDepth() {
        Map<String, Object> custom = conf.variable("V", "x")
                .file("common", "[custom]\na = ['${V}']\nb = [{c = '${V}'}]\nd = 1")
                .load()
                .common()
                .custom()
                .reveal();

        assertThat(custom).isEqualTo(Map.of("a", List.of("x"), "b", List.of(Map.of("c", "x")), "d", 1L));
    }

    @Test
    void whatIsWrongIsTold() {
        conf.variable("PORT", "33o6-s3cret").file("mysql", """
                [default]
                host = "${DB_HOST}"
                port = "${PORT}"
                db = "${"
                user = "${a b}"
                password = "${PASSWORD}"
                """).file("common", "[custom]\na = '${GONE}'");

        assertThat(conf.problems())
                .containsExactlyInAnyOrder(
                        "common.toml: custom.a reads the environment variable GONE, which is not set; set it, or give a"
                                + " default: ${GONE:-…}",
                        "mysql.toml: default.host reads the environment variable DB_HOST, which is not set; set it, or"
                                + " give a default: ${DB_HOST:-…}",
                        "mysql.toml: default.port is the text of \"${PORT}\"; expected a whole number from 1 to 65535",
                        "mysql.toml: default.db has a ${ without its }; write $${ for a plain ${",
                        "mysql.toml: default.user has a ${…} whose name is not one of an environment variable (letters,"
                                + " digits, _); write $${ for a plain ${",
                        "mysql.toml: default.password reads the environment variable PASSWORD, which is not set; set it,"
                                + " or give a default: ${PASSWORD:-…}");
    }
}

package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads when a file is wrong, word by word. */
class BadConfigurationTest {
    private static final String MYSQL = " Known: autocommit, charset, connect_timeout, db, embedded, host,"
            + " max_connections, max_wait, password, port, ssl, stale_timeout, user.";

    @TempDir
    Path home;

    private ConfFolder conf;

    @BeforeEach
    void conf() {
        conf = new ConfFolder(home);
    }

    /** {@code ;} in the second column is a line break. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            common | [schedular];misfire_grace=1 | [schedular] is not a known table; did you mean scheduler? Known: custom, data, ding, http, logs, notice, output, plugins, scheduler, scripts, secrets. Values of your own go below [custom].
            common | [mine];a=1 | [mine] is not a known table. Known: custom, data, ding, http, logs, notice, output, plugins, scheduler, scripts, secrets. Values of your own go below [custom].
            common | port = 1 | port is not a known key. Known: custom, data, ding, http, logs, notice, output, plugins, scheduler, scripts, secrets. Values of your own go below [custom].
            common | [output];max_byte = 1 | output.max_byte is not a known key; did you mean max_bytes? Known: max_bytes.
            common | [output];max_bytes = '1 MB' | output.max_bytes is the text "1 MB"; expected a whole number from 0 to 100000000
            common | http = 8888 | http is the number 8888; expected a table: a heading [http] with keys below it
            common | [scheduler];timezone = 'Asia/Shangai' | scheduler.timezone is the text "Asia/Shangai"; expected the name of a time zone, like Asia/Shanghai or UTC; did you mean Asia/Shanghai?
            common | [scheduler];timezone = 8 | scheduler.timezone is the number 8; expected a text; put it in quotes
            common | [scheduler];cron_dialect = 'vixie' | scheduler.cron_dialect is the text "vixie"; expected one of standard, apscheduler, quartz
            common | [scheduler];misfire_grace = '60' | scheduler.misfire_grace is the text "60"; expected a number of seconds from 1 to 31536000; write it without quotes
            common | [scheduler];misfire_grace = -1 | scheduler.misfire_grace is the number -1; expected a number of seconds from 1 to 31536000
            common | [scheduler];watch_seconds = 11 | scheduler.watch_seconds is the number 11; expected a number of seconds from 0.05 to 10
            common | [scheduler];drain_seconds = true | scheduler.drain_seconds is true; expected a number of seconds from 0 to 86400
            common | [scripts];workers = 0 | scripts.workers is the number 0; expected a whole number from 1 to 256
            common | [scripts];workers = 2.5 | scripts.workers is the number 2.5; expected a whole number from 1 to 256
            common | [scripts];dir = '' | scripts.dir is the text ""; expected the path of a file or folder
            common | [scripts];access = 'restrict' | scripts.access is the text "restrict"; expected one of trusted, restricted; did you mean restricted?
            common | [scripts];access = true | scripts.access is true; expected one of trusted, restricted
            common | [scripts];network = 'a.example:1' | scripts.network is the text "a.example:1"; expected a list of texts, like ["one", "two"]
            common | [scripts];network = ['a.example:1'] | scripts.network lists what restricted scripts may speak to; write access = "restricted" too, or leave it out
            common | [scripts];access = 'restricted';network = ['a.example'] | scripts.network: "a.example" names no port; write "a.example:443", or "a.example:*" for any
            common | [scripts];access = 'restricted';network = ['http://a.example/'] | scripts.network: "http://a.example/" is no address or name with a port; write "api.example.com:443", "*.corp.example:443", "10.0.0.0/8", "10.0.0.0/8:5432", "127.0.0.1:6379" or "[::1]:6379", with :* for any port
            common | [scripts];host_classes = ['java.lang.Runtime'] | scripts.host_classes: "java.lang.Runtime" cannot be listed: it leads to every other class, to the JVM or to this host; leave it out
            common | [scripts];access = 'restricted';host_classes = ['java.io.*'] | scripts.host_classes: "java.io.*" cannot be listed: [scripts] access is "restricted", and it reaches files or the network by itself; leave it out
            common | [scripts];host_classes = ['BigDecimal'] | scripts.host_classes: "BigDecimal" is no class that this host has; write its full name, like "java.math.BigDecimal" ("Outer$Inner" for one inside another), or "java.time.*"
            common | [http];port = 70000 | http.port is the number 70000; expected a whole number from 0 to 65535
            common | [http];host = 'localhost:80' | http.host is the text "localhost:80"; expected a host name or address alone, without http:// and without a port
            common | [http];Port = 1 | http.Port is not a known key; did you mean port? Known: host, port.
            common | [ding];ding = 'oapi.dingtalk.com' | ding.ding is a text (not shown); expected an http or https address; of [ding], only access_token and secret are other texts
            common | [data];dir = ['a'] | data.dir is a list; expected the path of a file or folder
            logger | filename = 'a' | filename stands outside of any table; put a heading above it, for example [root]
            logger | root = 1 | root stands outside of any table; put a heading above it, for example [root]
            logger | [root];level = 'LOUD' | root.level is the text "LOUD"; expected one of DEBUG, INFO, WARNING, WARN, ERROR, CRITICAL, FATAL
            logger | [root];max_bytes = 1 | root.max_bytes is not a known key; did you mean maxBytes? Known: backupCount, filename, level, maxBytes. A logger whose name has dots is written ["like.this"].
            logger | [root];maxBytes = '100M' | root.maxBytes is the text "100M"; expected a whole number from 0 to 1099511627776
            logger | [a.b];level='INFO' | [a.b] is not a known table. Known: backupCount, filename, level, maxBytes. A logger whose name has dots is written ["like.this"].
            logger | [a];filename='x.log';[b];filename='x.log';maxBytes=9 | b writes to the same file as a with another maxBytes or backupCount; make them equal, or give it a file of its own
            mysql | [kodo];host='h';db='d';user='u' | [default] is missing, the scheduler's own database (found: kodo); add [default] with host, port, db, user and password, or with embedded = true
            mysql | # nothing | [default] is missing, the scheduler's own database; add [default] with host, port, db, user and password, or with embedded = true
            mysql | [default];host='h';db='d';user='u';port='33o6' | default.port is the text "33o6"; expected a whole number from 1 to 65535
            mysql | [default];host='h';db='d';user='u';port='3306' | default.port is the text "3306"; expected a whole number from 1 to 65535; write it without quotes
            mysql | [default];host='h';db='d';user='u';password=123456 | default.password is a whole number; expected a text; put it in quotes
            mysql | [default];host='h';db='d';user='u';autocommit='yes' | default.autocommit is the text "yes"; expected true or false (without quotes)
            mysql | [default];host='h';db='d';user='u';ssl='on' | default.ssl is the text "on"; expected one of disabled, preferred, required, verify_ca, verify_identity
            mysql | [default];host='h';db='d';user='';port=1 | default.user is the text ""; expected a text that is not empty
            mysql | [default];host='h';user='u' | default.db is missing; write for example db = "taskhost"
            mysql | [default];embedded=true;[b];embedded=true | b.embedded = true is for [default] only; give host, port, db, user and password
            mysql | [default];embedded=true;host='h';db='d';user='u' | [default] has embedded = true beside db, host, user; keep embedded = true alone, or remove it to use a server
            mysql | [[default]];embedded=true | default is a list of tables; write its heading with single brackets, [default]
            redis | [a];host='h';minsize=5;maxsize=2 | a.minsize is 5, more than maxsize (2)
            redis | [a];host='h';encoding='utf-9' | a.encoding is the text "utf-9"; expected an encoding, like utf-8
            redis | [a];port=6379 | a.host is missing; write for example host = "127.0.0.1"
            redis | [a];host='h';pasword='x' | a.pasword is not a known key; did you mean password? Known: db, encoding, host, maxsize, minsize, password, port, ssl, timeout, username.
            """)
    void message(String file, String toml, String message) {
        assertThat(conf.file(file, toml.replace(';', '\n')).problems()).containsExactly(file + ".toml: " + message);
    }

    @Test
    void unknownKeyOfADatabase() {
        conf.file("mysql", "[default]\nhost='h'\ndb='d'\nuser='u'\nprot=1");

        assertThat(conf.problems())
                .containsExactly("mysql.toml: default.prot is not a known key; did you mean port?" + MYSQL);
    }

    @Test
    void everythingIsToldAtOnce() {
        conf.file("common", "[http]\nport = -1\nhots = 'x'")
                .file("logger", "[root\n")
                .file("mysql", "[default]\nport = 0")
                .file("redis", "[a]\nhost = 'h'\ndb = 'zero'");

        assertThat(conf.problems())
                .hasSize(8)
                .anyMatch(p -> p.startsWith("common.toml: http.port"))
                .anyMatch(p -> p.startsWith("common.toml: http.hots is not a known key; did you mean host?"))
                .anyMatch(p -> p.startsWith("logger.toml: line 1: "))
                .anyMatch(p -> p.startsWith("mysql.toml: default.host is missing"))
                .anyMatch(p -> p.startsWith("mysql.toml: default.db is missing"))
                .anyMatch(p -> p.startsWith("mysql.toml: default.user is missing"))
                .anyMatch(p -> p.startsWith("mysql.toml: default.port"))
                .anyMatch(p -> p.startsWith("redis.toml: a.db"));
        assertThatThrownBy(conf::load).hasMessageStartingWith("The configuration has 8 problems:\n  ");
    }

    @Test
    void filesThatAreMissingOrNoFilesOrNoText() throws Exception {
        Files.delete(conf.path("common"));
        Files.delete(conf.path("mysql"));
        Files.delete(conf.path("redis"));
        Files.createDirectory(conf.path("redis"));
        Files.write(conf.path("logger"), "[root]\nfilename = '日志'".getBytes(StandardCharsets.UTF_16));

        assertThat(conf.problems())
                .containsExactly(
                        "common.toml: this file is missing; create it; it may be empty, since every setting has a default",
                        "logger.toml: this file is not UTF-8 text; save it as UTF-8",
                        "mysql.toml: this file is missing; create it with a table [default]: host, port, db, user and"
                                + " password, or embedded = true",
                        "redis.toml: this file cannot be read: it is a folder");
    }

    @Test
    void environmentsThatAreNotThere() throws Exception {
        Path folder = home.resolve("conf");
        Files.createDirectories(folder.resolve("online"));

        assertThatThrownBy(() -> Configuration.load(home, folder, "onlin", Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        folder + ": there is no environment \"onlin\"; did you mean online? Every environment"
                                + " (--env or APP_ENV; usually local, test or online) is a folder here. It has: local, online.");
        assertThatThrownBy(() -> Configuration.load(home, folder, "../conf/local", Map.of()))
                .hasMessageContaining("there is no environment \"../conf/local\"");
        assertThatThrownBy(() -> Configuration.load(home, home.resolve("cnf"), "local", Map.of()))
                .hasMessageContaining("this configuration folder does not exist")
                .hasMessageContaining("--conf");
        assertThatThrownBy(() -> Configuration.load(home, conf.path("mysql"), "local", Map.of()))
                .hasMessageContaining("this configuration folder is not a folder");
    }
}

package dev.taskhost.pylib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.Isolation;
import dev.taskhost.core.json.Json;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.network.NetworkList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Task files in the original's style, unmodified, as users have them. */
class TaskFilesTest {
    private static final List<Map<String, ? extends @Nullable Object>> RECORDS = new CopyOnWriteArrayList<>();

    @TempDir
    static Path home;

    private static EchoServer server;
    private static Scripts scripts;

    @BeforeAll
    static void open() throws IOException {
        server = new EchoServer();
        Files.createDirectory(home.resolve("conf"));
        Files.writeString(home.resolve("conf/app.ini"), "[smtp]\nhost = mail.example\nport = 25\n");
        scripts = scripts(home, access -> Access.TRUSTED);
    }

    private static Scripts scripts(Path folder, java.util.function.Function<Path, Access> access) throws IOException {
        return new Scripts(
                folder,
                "original",
                Map.of(
                        "common",
                                Map.of("ding", Map.of("ding", server.url(), "access_token", "t0ken", "secret", "SEC1")),
                        "logger", Map.of("root", Map.of("level", "DEBUG"), "other", Map.of("level", "info")),
                        "mysql", Map.of("default", Map.of("host", "db", "password", "p$w d")),
                        "redis", Map.of()),
                access,
                RECORDS::add);
    }

    @AfterAll
    static void close() {
        scripts.close();
        server.close();
    }

    @BeforeEach
    void forget() {
        RECORDS.clear();
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "CPYTHON"})
    void loggersReachTheHostWithTheTraceId(Isolation isolation) throws Exception {
        scripts.call(isolation, "log_lines");
        assertThat(RECORDS)
                .extracting(record -> record.get("name") + " " + record.get("levelno"))
                .containsExactly("other 20", "other 20", "other 40", "other 40", "other 40", "root 30", "root 50");
        assertThat(RECORDS).allSatisfy(record -> {
            assertThat(record.get("trace_id")).isEqualTo(Scripts.TRACE);
            assertThat(record.get("task_key")).isEqualTo("key");
            assertThat(String.valueOf(record.get("pathname"))).endsWith("scripts/tasks/interval/test_log.py");
            assertThat(record.get("funcName")).isEqualTo("log_lines");
        });
        assertThat(message(0)).isEqualTo("{\"msg\": \"begin to log\"}");
        assertThat(message(1))
                .isEqualTo("{\"keyword\": \"begun\", \"when\": \"2026-03-01 02:30:00\", \"orders\": [1, 2]}");
        assertThat(message(3)).contains("{\"exception\": \"Traceback").contains("ZeroDivisionError");
        assertThat(message(4)).isEqualTo("{\"msg\": \"with its traceback: division by zero\"}");
        assertThat(String.valueOf(RECORDS.get(4).get("exc_info"))).contains("Traceback", "1 / 0", "ZeroDivisionError");
        assertThat(RECORDS.get(4).get("extra")).isEqualTo("{\"order_id\": 7}");
        assertThat(RECORDS.get(4).get("lineno")).isEqualTo(19L);
        assertThat(message(6)).isEqualTo("{\"msg\": [\"a\", \"list\"]}");
    }

    private static String message(int index) {
        return String.valueOf(RECORDS.get(index).get("msg"));
    }

    @Test
    void loggersAreTheSameWithoutLibs() throws Exception {
        assertThat(scripts.json("log_blocking")).isEqualTo("true");
        assertThat(RECORDS).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "CPYTHON"})
    void helpers(Isolation isolation) throws Exception {
        assertThat(scripts.json(isolation, "decorators")).isEqualTo("\"sleep length must be non-negative\"");
        assertThat(RECORDS)
                .extracting(record ->
                        Json.readObject(String.valueOf(record.get("msg"))).get("panic_keyword"))
                .containsExactly("fails_err", "fails_later_err");
        assertThat(scripts.json(isolation, "dates"))
                .isEqualTo("\"'yesterday' is not written as 'YYYY-MM-DD HH:mm:ss'\"");
        assertThat(scripts.json(isolation, "helpers")).isEqualTo("\"there is no missing.ini\"");
        assertThat(scripts.json(isolation, "bare_names")).isEqualTo("true");
    }

    @Test
    void configurationIsTheHosts() throws Exception {
        assertThat(Json.readObject(scripts.json("configuration")))
                .containsEntry("mysql", Map.of("default", Map.of("host", "db", "password", "p$w d")))
                .containsEntry("redis", Map.of())
                .containsEntry("logger", List.of("other", "root"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "CPYTHON"})
    void requestsAreSentAsDeclared(Isolation isolation) throws Exception {
        server.connections.clear();
        assertThat(scripts.json(isolation, "fetches", server.url()))
                .isEqualTo("[{\"X-Client\": \"task\", \"body\": \"\", \"method\": \"GET\", \"path\":"
                        + " \"/echo/a%20b?query_name=%E8%8C%B6&query_age=12\"},"
                        + " {\"X-Client\": \"task\", \"body\": \"\", \"method\": \"GET\", \"path\":"
                        + " \"/echo/1?query_name=&query_age=12\"},"
                        + " {\"Content-Type\": \"application/x-www-form-urlencoded\", \"X-Client\": \"task\","
                        + " \"body\": \"name=n&tags=1&tags=2\", \"method\": \"POST\", \"path\": \"/echo\"},"
                        + " {\"Content-Type\": \"application/json\", \"X-Client\": \"task\", \"body\":"
                        + " \"{\\\"weight\\\": 3, \\\"note\\\": {\\\"k\\\": \\\"\\\\u00fc\\\"}}\", \"method\": \"PUT\","
                        + " \"path\": \"/echo\"},"
                        + " {\"X-Client\": \"task\", \"body\": \"\", \"method\": \"GET\", \"path\":"
                        + " \"/gzip?query_name=&query_age=99\"}, {}]");
        assertThat(server.connections).as("of four requests").hasSizeLessThan(4);
        assertThat(message(0)).contains("_unserialize_err", "no JSON");
        assertThat(scripts.json(isolation, "failures", server.url()))
                .isEqualTo("[\"Form needs a value for name (DataField, required); give one: Form(name=…)\","
                        + " \"HttpTimeout\", \"HttpTimeout\", null, \"JSONDecodeError\"]");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "CPYTHON"})
    void httpForNewScripts(Isolation isolation) throws Exception {
        assertThat(scripts.json(isolation, "modern", server.url()))
                .isEqualTo("[\"StatusError\", \"ConnectError\", \"ValueError\", true]");
    }

    @Test
    void manyRequestsWaitAtOnce() throws Exception {
        assertThat(scripts.json("many", server.url(), "15")).isEqualTo("15");
    }

    @Test
    void noticesAreSignedAndSent() throws Exception {
        assertThat(scripts.json("notices"))
                .isEqualTo("[{\"errcode\": 0, \"errmsg\": \"ok\"}, {\"errcode\": 0, \"errmsg\": \"ok\"}]");
        assertThat(server.alarms).hasSize(2);
        assertThat(server.alarms.getFirst())
                .matches("access_token=t0ken&timestamp=\\d{13}&sign=[\\w%]+ .*")
                .endsWith(" {\"msgtype\": \"text\", \"text\": {\"content\": \"ALARM: disk full\"}}");
        assertThat(server.alarms.getLast()).startsWith("access_token=own&");
    }

    @Test
    void wallsLetThemWork(@TempDir Path other) throws Exception {
        NetworkList network = NetworkList.of(List.of("127.0.0.1:" + server.port()));
        try (Scripts restricted = scripts(other, scratch -> Access.restricted(scratch, network))) {
            for (String function : List.of("fetches", "dates", "log_lines")) {
                assertThat(restricted
                                .call(Isolation.SHARED, function, server.url())
                                .toString())
                        .as(function)
                        .startsWith("Returned");
            }
        }
    }
}

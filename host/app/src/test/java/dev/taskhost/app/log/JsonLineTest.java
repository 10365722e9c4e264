package dev.taskhost.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What stands in a line of a log file. */
class JsonLineTest extends LogsFixture {
    @Test
    void aLineHasTheFieldsOfTheOriginal() throws IOException {
        long before = System.nanoTime();
        long from = InstantSource.system().millis();
        try (Logs _ = logs(rootOnly())) {
            MDC.put("trace_id", "0123456789abcdef0123456789abcdef");
            MDC.put("task_key", "test_interval");
            MDC.put("execution_id", "42");
            LoggerFactory.getLogger("task.test_interval").warn("处理 {} 行\n\"第二行\" \u2028 😀", 3);
        }
        long to = from + (System.nanoTime() - before) / 1_000_000 + 1;

        JsonObject line = only("root.log");
        assertThat(line.keySet())
                .containsExactly(
                        "name",
                        "msg",
                        "args",
                        "levelname",
                        "levelno",
                        "pathname",
                        "filename",
                        "module",
                        "lineno",
                        "funcName",
                        "created",
                        "msecs",
                        "relativeCreated",
                        "timestamp",
                        "time_fmt",
                        "thread",
                        "threadName",
                        "process",
                        "processName",
                        "host_name",
                        "host_ip",
                        "trace_id",
                        "task_key",
                        "execution_id",
                        "exc_info");
        assertThat(line.get("name").getAsString()).isEqualTo("task.test_interval");
        assertThat(line.getAsJsonObject("msg").get("msg").getAsString()).isEqualTo("处理 3 行\n\"第二行\" \u2028 😀");
        assertThat(line.get("levelname").getAsString()).isEqualTo("WARNING");
        assertThat(line.get("levelno").getAsInt()).isEqualTo(30);
        assertThat(line.get("trace_id").getAsString()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(line.get("task_key").getAsString()).isEqualTo("test_interval");
        assertThat(line.get("execution_id").getAsString()).isEqualTo("42");
        assertThat(line.get("exc_info").isJsonNull()).isTrue();
        assertThat(line.get("created").getAsDouble() * 1000).isBetween(from - 1.0, to + 1.0);
        long second = line.get("timestamp").getAsLong();
        assertThat(second).isEqualTo((long) line.get("created").getAsDouble());
        assertThat(LocalDateTime.parse(
                                line.get("time_fmt").getAsString(), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
                        .atZone(ZoneId.systemDefault())
                        .toEpochSecond())
                .isEqualTo(second);
        assertThat(line.get("process").getAsLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(line.get("threadName").getAsString())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(line.get("host_name").getAsString()).isNotBlank();
        assertThat(line.get("host_ip").getAsString()).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void aMessageIsAlwaysAnObject() throws IOException {
        try (Logs _ = logs(rootOnly())) {
            Logger logger = LoggerFactory.getLogger("x");
            logger.info("{\"a\": 1.50, \"b\": [null, \"ü\"], \"__unique_trace_id__\": \"own\"}\n");
            logger.info("{not json}");
            logger.info("{\"a\": 1} {\"b\": 2}");
            logger.info("[1, 2]");
            logger.info("{} of {}", 1, 2);
            logger.info("");
            logger.info(null);
            logger.atInfo()
                    .addKeyValue("rows", 3)
                    .addKeyValue("pathname", "/s/interval/a.py")
                    .addKeyValue("lineno", 12)
                    .addKeyValue("funcName", "main")
                    .log("done");
        }

        List<JsonObject> lines = lines("root.log");
        assertThat(lines.stream().map(l -> l.get("msg")))
                .containsExactly(
                        json("{'a': 1.50, 'b': [null, 'ü'], '__unique_trace_id__': 'own'}"),
                        json("{'msg': '{not json}'}"),
                        json("{'msg': '{\"a\": 1} {\"b\": 2}'}"),
                        json("{'msg': '[1, 2]'}"),
                        json("{'msg': '1 of 2'}"),
                        json("{'msg': ''}"),
                        json("{'msg': 'null'}"),
                        json("{'msg': 'done', 'rows': 3}"));
        assertThat(lines.getFirst().get("trace_id").getAsString())
                .as("found in the message")
                .isEqualTo("own");
        assertThat(lines.get(1).get("trace_id").getAsString()).isEmpty();
        JsonObject last = lines.getLast();
        assertThat(last.get("pathname").getAsString()).isEqualTo("/s/interval/a.py");
        assertThat(last.get("filename").getAsString()).isEqualTo("a.py");
        assertThat(last.get("module").getAsString()).isEqualTo("a");
        assertThat(last.get("lineno").getAsInt()).isEqualTo(12);
        assertThat(last.get("funcName").getAsString()).isEqualTo("main");
    }

    @Test
    void secretsAreInNoFieldAndTheLineStaysJson() throws IOException {
        masking.learn("s3\"cr\\et");
        masking.learn("20261126");
        try (Logs _ = logs(rootOnly())) {
            Logger log = LoggerFactory.getLogger("dev.taskhost.x");
            log.atInfo().addKeyValue("n", 20261126L).addKeyValue("m", 7).log("got s3\"cr\\et of 20261126");
            log.info("{\"msg\": \"s3\\\"cr\\\\et\", \"n\": 20261126, \"m\": [7, true]}");
            log.atWarn()
                    .addKeyValue("exc_info", "ValueError: s3\"cr\\et")
                    .addKeyValue("extra", "{\"token\": \"s3\\\"cr\\\\et\"}")
                    .log("python");
            log.error("failed", new IllegalStateException("s3\"cr\\et"));
        }

        List<JsonObject> lines = lines("root.log");
        assertThat(lines.get(0).get("msg")).isEqualTo(json("{\"msg\": \"got *** of ***\", \"n\": \"***\", \"m\": 7}"));
        assertThat(lines.get(1).get("msg")).isEqualTo(json("{\"msg\": \"***\", \"n\": \"***\", \"m\": [7, true]}"));
        assertThat(lines.get(2).get("exc_info").getAsString()).isEqualTo("ValueError: ***");
        assertThat(lines.get(2).get("token").getAsString()).isEqualTo("***");
        assertThat(lines.get(3).get("exc_info").getAsString()).startsWith("java.lang.IllegalStateException: ***");
        assertThat(String.join("\n", terminal()))
                .contains("got *** of ***", "ValueError: ***", "IllegalStateException: ***")
                .doesNotContain("cr\\et", "cr\\\\et", "20261126");
    }

    @Test
    void anExceptionIsText() throws IOException {
        try (Logs _ = logs(rootOnly())) {
            LoggerFactory.getLogger("dev.taskhost.x")
                    .error("failed", new IllegalStateException("outer", new IOException("inner\nmore")));
            LoggerFactory.getLogger("dev.taskhost.x").warn("odd", new IOException("why"));
        }

        assertThat(lines("root.log").getFirst().get("exc_info").getAsString())
                .startsWith("java.lang.IllegalStateException: outer")
                .contains("Caused by: java.io.IOException: inner\nmore")
                .contains("at dev.taskhost.app.log.JsonLineTest.anExceptionIsText");
        assertThat(terminal()).anyMatch(l -> l.strip().startsWith("at dev.taskhost.app.log.JsonLineTest"));
        assertThat(terminal().getLast()).endsWith("WARN  odd (java.io.IOException: why)");
    }
}

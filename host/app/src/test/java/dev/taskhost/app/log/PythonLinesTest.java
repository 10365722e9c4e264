package dev.taskhost.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.taskhost.app.config.LogLevel;
import dev.taskhost.script.library.LogRecords;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What loggers of Python scripts log, in the files of logger.toml. */
class PythonLinesTest extends LogsFixture {
    private static final Map<String, Object> SOURCE =
            Map.of("pathname", "/app/scripts/report.py", "lineno", 12L, "funcName", "report");

    @Test
    void aRecordIsALineOfItsLoggersFile() throws IOException {
        try (Logs _ =
                logs(Map.of("root", file("root.log", LogLevel.DEBUG), "orders", file("orders.log", LogLevel.INFO)))) {
            LogRecords.HOST.write(record(
                    "orders",
                    50,
                    "{\"keyword\": \"{}\", \"n\": 3}",
                    Map.of(
                            "trace_id", "0123456789abcdef0123456789abcdef",
                            "task_key", "report",
                            "execution_id", 42L,
                            "exc_info", "Traceback (most recent call last):\nZeroDivisionError",
                            "extra", "{\"user\": {\"id\": 7}}")));
            LogRecords.HOST.write(record("orders", 10, "{\"msg\": \"below its level\"}", Map.of()));
            LogRecords.HOST.write(record("root", 30, "{\"msg\": [1, \"two\"]}", Map.of()));
        }

        JsonObject line = only("orders.log");
        assertThat(line.get("name").getAsString()).isEqualTo("orders");
        assertThat(line.get("msg")).isEqualTo(json("{\"keyword\": \"{}\", \"n\": 3}"));
        assertThat(line.get("levelname").getAsString()).isEqualTo("CRITICAL");
        assertThat(line.get("pathname").getAsString()).isEqualTo("/app/scripts/report.py");
        assertThat(line.get("filename").getAsString()).isEqualTo("report.py");
        assertThat(line.get("module").getAsString()).isEqualTo("report");
        assertThat(line.get("lineno").getAsInt()).isEqualTo(12);
        assertThat(line.get("funcName").getAsString()).isEqualTo("report");
        assertThat(line.get("trace_id").getAsString()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(line.get("task_key").getAsString()).isEqualTo("report");
        assertThat(line.get("execution_id").getAsString()).isEqualTo("42");
        assertThat(line.get("exc_info").getAsString()).endsWith("ZeroDivisionError");
        assertThat(line.get("user")).isEqualTo(json("{\"id\": 7}"));
        JsonObject root = only("root.log");
        assertThat(root.get("name").getAsString()).isEqualTo("root");
        assertThat(root.get("msg")).isEqualTo(json("{\"msg\": [1, \"two\"]}"));
        assertThat(root.get("exc_info").isJsonNull()).isTrue();
        assertThat(terminal()).hasSize(4).element(2).asString().contains("ZeroDivisionError");
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    private static Map<String, Object> record(String name, int level, String msg, Map<String, Object> more) {
        Map<String, Object> record = new java.util.HashMap<>(SOURCE);
        record.putAll(more);
        record.put("name", name);
        record.put("levelno", (long) level);
        record.put("msg", msg);
        return record;
    }
}

package dev.taskhost.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.google.gson.JsonElement;
import com.google.gson.stream.JsonWriter;
import dev.taskhost.app.config.LogLevel;
import dev.taskhost.core.text.Masking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Makes one JSON line of an event, with the fields of the original's lines (Python's LogRecord,
 * https://docs.python.org/3/library/logging.html#logrecord-attributes, plus {@code timestamp}, {@code time_fmt},
 * {@code host_name}, {@code host_ip}, {@code trace_id}, {@code exc_info}) and our own {@code task_key} and
 * {@code execution_id} while a body runs. {@code args} is always {@code "()"}: the message has its arguments in it.
 * {@code pathname}, {@code lineno} and {@code funcName} hold what the event brings along as key-value pairs of these
 * names; they are not taken from the Java stack, where they would name the host's own code and cost more than the
 * rest of the line; {@code exc_info} and the members of {@code extra} likewise, as Python's loggers bring them. Thread-safe.
 */
final class JsonLine {
    private static final String TRACE_ID = "trace_id";
    private static final List<String> OF_BODY = List.of("task_key", "execution_id");

    private final Host host;
    private final long started;
    private final Masking masking;
    private final long process = ProcessHandle.current().pid();
    private final DateTimeFormatter time =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private volatile Second second = new Second(Long.MIN_VALUE, "");

    /**
     * @param host written into every line
     * @param started epoch milliseconds that {@code relativeCreated} counts from
     * @param masking takes secrets out of what the event brings: not of the line, whose own numbers may look like one
     */
    JsonLine(Host host, long started, Masking masking) {
        this.host = host;
        this.started = started;
        this.masking = masking;
    }

    /** The line in UTF-8 with its line break. */
    byte[] encode(ILoggingEvent event) {
        LineWriter out = new LineWriter();
        // Not closed: closing would only check what beginObject and endObject below guarantee.
        JsonWriter json = new JsonWriter(out);
        json.setHtmlSafe(false);
        try {
            write(json, event);
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return out.line();
    }

    private void write(JsonWriter json, ILoggingEvent event) throws IOException {
        Message message = Message.of(event, masking);
        json.beginObject();
        String name = event.getLoggerName();
        json.name("name").value(name.equals(Logger.ROOT_LOGGER_NAME) ? "root" : name);
        json.name("msg");
        message.write(json);
        json.name("args").value("()");
        level(json, PythonLevel.of(event));
        source(json, message);
        time(json, event.getInstant());
        thread(json, event.getThreadName());
        json.name("host_name").value(host.name());
        json.name("host_ip").value(host.ip());
        body(json, event.getMDCPropertyMap(), message);
        json.name(Message.EXC_INFO).value(traceback(event, message));
        for (Map.Entry<String, JsonElement> field : message.extra().entrySet()) {
            json.name(field.getKey()).jsonValue(field.getValue().toString());
        }
        json.endObject();
    }

    private @Nullable String traceback(ILoggingEvent event, Message message) {
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            return masking.mask(ThrowableProxyUtil.asString(thrown));
        }
        String text = message.field(Message.EXC_INFO);
        return text.isEmpty() ? null : text;
    }

    private static void level(JsonWriter json, LogLevel level) throws IOException {
        json.name("levelname").value(level.name());
        json.name("levelno").value(level.number());
    }

    private static void source(JsonWriter json, Message message) throws IOException {
        String path = message.field("pathname");
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        json.name("pathname").value(path);
        json.name("filename").value(file);
        json.name("module").value(dot > 0 ? file.substring(0, dot) : file);
        json.name("lineno").value(message.lineNumber());
        json.name("funcName").value(message.field("funcName"));
    }

    private void time(JsonWriter json, Instant instant) throws IOException {
        long micros = instant.getNano() / 1000;
        json.name("created").jsonValue(instant.getEpochSecond() + "." + sixDigits(micros));
        json.name("msecs").value(micros / 1000);
        json.name("relativeCreated").value(instant.toEpochMilli() - started);
        json.name("timestamp").value(instant.getEpochSecond());
        json.name("time_fmt").value(formatted(instant));
    }

    private static String sixDigits(long micros) {
        return Long.toString(1_000_000 + micros).substring(1);
    }

    /** Lines of one second share their formatted time; the race to fill it is harmless. */
    private String formatted(Instant instant) {
        Second now = second;
        if (now.epoch() != instant.getEpochSecond()) {
            now = new Second(instant.getEpochSecond(), time.format(instant));
            second = now;
        }
        return now.text();
    }

    private void thread(JsonWriter json, String name) throws IOException {
        long id = Thread.currentThread().threadId();
        json.name("thread").value(id);
        json.name("threadName").value(name.isEmpty() ? "virtual-" + id : name);
        json.name("process").value(process);
        json.name("processName").value("taskhost");
    }

    private static void body(JsonWriter json, Map<String, String> context, Message message) throws IOException {
        String own = message.traceId();
        json.name(TRACE_ID).value(own.isEmpty() ? context.getOrDefault(TRACE_ID, "") : own);
        for (String name : OF_BODY) {
            if (context.containsKey(name)) {
                json.name(name).value(context.get(name));
            }
        }
    }

    private record Second(long epoch, String text) {}
}

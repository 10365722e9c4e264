package dev.taskhost.script.library;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Hands Python's log records to SLF4J. Stateless. */
final class HostLog {
    /** As https://docs.python.org/3/library/logging.html#logging-levels has them. */
    private static final int CRITICAL = 50;

    private static final int ERROR = 40;
    private static final int WARNING = 30;
    private static final int INFO = 20;

    /** What the log knows by these names of an event. */
    private static final List<String> SOURCE = List.of("pathname", "lineno", "funcName", "exc_info", "extra");

    private static final List<String> OF_EXECUTION = List.of("trace_id", "task_key", "execution_id");

    private HostLog() {}

    static void write(Map<String, ? extends @Nullable Object> record) {
        Logger logger = LoggerFactory.getLogger(name(record));
        int level = level(record);
        LoggingEventBuilder event = logger.atLevel(slf4j(level));
        if (level >= CRITICAL) {
            event = event.addMarker(MarkerFactory.getMarker("CRITICAL"));
        }
        for (String key : SOURCE) {
            Object value = record.get(key);
            if (value != null) {
                event = event.addKeyValue(key, value);
            }
        }
        Map<String, String> before = MDC.getCopyOfContextMap();
        try {
            for (String key : OF_EXECUTION) {
                Object value = record.get(key);
                if (value != null) {
                    MDC.put(key, String.valueOf(value));
                }
            }
            event.log(String.valueOf(record.get("msg")));
        } finally {
            if (before == null) {
                MDC.clear();
            } else {
                MDC.setContextMap(before);
            }
        }
    }

    private static String name(Map<String, ? extends @Nullable Object> record) {
        String name = String.valueOf(record.get("name"));
        return name.equals("root") ? Logger.ROOT_LOGGER_NAME : name;
    }

    private static int level(Map<String, ? extends @Nullable Object> record) {
        return record.get("levelno") instanceof Number number ? number.intValue() : INFO;
    }

    private static Level slf4j(int python) {
        if (python >= ERROR) {
            return Level.ERROR;
        }
        if (python >= WARNING) {
            return Level.WARN;
        }
        return python >= INFO ? Level.INFO : Level.DEBUG;
    }
}

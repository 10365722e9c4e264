package dev.taskhost.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.taskhost.app.config.LogLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** An event's level in Python's words. Stateless. */
final class PythonLevel {
    /** The marker that makes an error a CRITICAL one, a level SLF4J does not have. */
    static final String CRITICAL = "CRITICAL";

    private PythonLevel() {}

    /** The level of an event; TRACE, which Python does not have, counts as DEBUG. */
    static LogLevel of(ILoggingEvent event) {
        int level = event.getLevel().toInt();
        if (level >= Level.ERROR_INT) {
            return isCritical(event.getMarkerList()) ? LogLevel.CRITICAL : LogLevel.ERROR;
        }
        if (level >= Level.WARN_INT) {
            return LogLevel.WARNING;
        }
        return level >= Level.INFO_INT ? LogLevel.INFO : LogLevel.DEBUG;
    }

    /** The Logback level that lets everything of this level through. */
    static Level threshold(LogLevel level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR, CRITICAL -> Level.ERROR;
        };
    }

    private static boolean isCritical(@Nullable List<Marker> markers) {
        return markers != null && markers.stream().anyMatch(m -> m.getName().equals(CRITICAL));
    }
}

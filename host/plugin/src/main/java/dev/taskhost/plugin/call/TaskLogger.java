package dev.taskhost.plugin.call;

import dev.taskhost.core.body.BodyCall;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK's logger interface over SLF4J, under the name {@code task.<task key>}. The execution's fields are set for each
 * line, so a thread that the task started logs with its trace id too. What is logged is the execution's output as well.
 * Thread-safe.
 */
final class TaskLogger implements System.Logger {
    private final BodyCall call;
    private final Logger log;

    TaskLogger(BodyCall call) {
        this.call = call;
        this.log = LoggerFactory.getLogger("task." + call.taskKey());
    }

    @Override
    public String getName() {
        return log.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return switch (level) {
            case ALL -> true;
            case TRACE -> log.isTraceEnabled();
            case DEBUG -> log.isDebugEnabled();
            case INFO -> log.isInfoEnabled();
            case WARNING -> log.isWarnEnabled();
            case ERROR -> log.isErrorEnabled();
            case OFF -> false;
        };
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            write(level, localized(bundle, text), thrown);
        }
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... values) {
        if (isLoggable(level)) {
            write(level, filled(localized(bundle, format), values), null);
        }
    }

    private static String localized(@Nullable ResourceBundle bundle, @Nullable String text) {
        if (bundle == null || text == null) {
            return String.valueOf(text);
        }
        try {
            return bundle.getString(text);
        } catch (MissingResourceException | ClassCastException e) {
            return text; // System.Logger: a text that is no key of the bundle stands for itself
        }
    }

    private static String filled(String format, @Nullable Object @Nullable [] values) {
        if (values == null || values.length == 0) {
            return format;
        }
        try {
            return MessageFormat.format(format, values);
        } catch (IllegalArgumentException e) {
            return format + " (not a MessageFormat pattern: " + e.getMessage() + ")";
        }
    }

    private void write(Level level, String text, @Nullable Throwable thrown) {
        try (LogFields _ = new LogFields(call)) {
            log.atLevel(slf4j(level)).setCause(thrown).log(text);
        }
        boolean error = level.getSeverity() >= Level.WARNING.getSeverity();
        text.lines().forEach(line -> call.output().line(error, line));
        if (thrown != null) {
            trace(thrown).lines().forEach(line -> call.output().line(error, line));
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    private static org.slf4j.event.Level slf4j(Level level) {
        return switch (level) {
            case ALL, TRACE -> org.slf4j.event.Level.TRACE;
            case DEBUG -> org.slf4j.event.Level.DEBUG;
            case INFO -> org.slf4j.event.Level.INFO;
            case WARNING -> org.slf4j.event.Level.WARN;
            case ERROR, OFF -> org.slf4j.event.Level.ERROR;
        };
    }
}

package dev.taskhost.app.child;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Logging in a process beside the host: lines go to its standard streams, where the host reads them as what the body prints. What
 * executions print is there already, so their loggers have no appender; they keep their level, which tells bodies what is logged.
 */
final class ChildLogs {
    /** Of what executions print: {@code task.KEY}. */
    private static final String EXECUTIONS = "task";

    /** Of what scripts print that are only loaded: {@code script.PATH}. */
    private static final String SCRIPTS = "script.";

    /** These say below WARN what they do, which is nobody's output. */
    private static final List<String> QUIET = List.of("dev.taskhost", "org.pf4j");

    private ChildLogs() {}

    /** @param level of executions' loggers */
    static void configure(Streams streams, String level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Lines lines = new Lines(streams);
        lines.setContext(context);
        lines.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(lines);
        QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        context.getLogger(EXECUTIONS).setLevel(Level.toLevel(level));
        context.getLogger(EXECUTIONS).setAdditive(false);
    }

    /** Each event as lines. Thread-safe. */
    private static final class Lines extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private final Streams streams;

        Lines(Streams streams) {
            this.streams = streams;
        }

        @Override
        protected void append(ILoggingEvent event) {
            boolean error = event.getLevel().isGreaterOrEqual(Level.WARN);
            String name = event.getLoggerName();
            String origin = name.startsWith(SCRIPTS) ? "" : name.substring(name.lastIndexOf('.') + 1) + ": ";
            String text = origin + event.getFormattedMessage();
            if (event.getThrowableProxy() != null) {
                text += "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
            }
            text.lines().forEach(line -> streams.line(error, line));
        }
    }
}

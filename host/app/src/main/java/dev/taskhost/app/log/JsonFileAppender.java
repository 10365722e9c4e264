package dev.taskhost.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.taskhost.app.config.LogLevel;

/** Writes the events of one logger as JSON lines into its file, which it may share. Thread-safe. */
final class JsonFileAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final RotatingFile file;
    private final JsonLine line;
    private final LogLevel least;

    /**
     * @param least the least level written; Logback's own threshold does not know CRITICAL
     */
    JsonFileAppender(RotatingFile file, JsonLine line, LogLevel least) {
        this.file = file;
        this.line = line;
        this.least = least;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (PythonLevel.of(event).number() >= least.number()) {
            file.write(line.encode(event));
        }
    }
}

package dev.taskhost.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What Logback finds as its configuration (META-INF/services) before {@link Logs} takes over: nothing is logged.
 * Without it Logback would print every library's DEBUG lines into the answers of short commands.
 */
public final class QuietStart extends ContextAwareBase implements Configurator {
    /** Called by Logback once, when the first logger is asked for. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}

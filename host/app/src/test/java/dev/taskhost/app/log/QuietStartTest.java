package dev.taskhost.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.jupiter.api.Test;

/** Logback finds {@link QuietStart} by itself. */
class QuietStartTest {
    @Test
    void nothingIsLoggedBeforeLogsAreConfigured() throws JoranException {
        LoggerContext context = new LoggerContext();

        new ContextInitializer(context).autoConfig(getClass().getClassLoader());

        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isEqualTo(Level.OFF);
        assertThat(root.iteratorForAppenders()).isExhausted();
        assertThat(context.getLogger("com.zaxxer.hikari").isErrorEnabled()).isFalse();
    }
}

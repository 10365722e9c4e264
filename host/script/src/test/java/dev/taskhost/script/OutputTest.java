package dev.taskhost.script;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutputTest {
    private static List<ILoggingEvent> printed(String function, String key) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("task." + key);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        try {
            assertThat(Running.call(function, Running.callOf(key))).isNotNull();
        } finally {
            logger.detachAppender(events);
        }
        return events.list;
    }

    @Test
    void pythonsLinesCarryTheTrace() throws Exception {
        List<ILoggingEvent> events = printed("prints", "printing");
        assertThat(events).extracting(ILoggingEvent::getFormattedMessage).contains("hé", "世界", "partial");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getMDCPropertyMap()).containsEntry("trace_id", Running.TRACE);
            assertThat(event.getMDCPropertyMap()).containsEntry("task_key", "printing");
            assertThat(event.getMDCPropertyMap()).containsKey("execution_id");
            assertThat(event.getFormattedMessage().length()).isLessThan(33_000);
        });
        assertThat(events)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("世界");
        assertThat(events)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("more bytes of this line were cut"));
    }

    @Test
    void javaScriptsConsoleToo() throws Exception {
        List<ILoggingEvent> events = printed("says", "saying");
        assertThat(events).extracting(ILoggingEvent::getFormattedMessage).containsExactly("säy", "error line");
        assertThat(events).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO, Level.WARN);
    }
}

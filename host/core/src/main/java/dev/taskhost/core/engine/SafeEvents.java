package dev.taskhost.core.engine;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener that cannot break the engine: what it throws is logged. As thread-safe as the listener. */
public record SafeEvents(Consumer<SchedulerEvent> listener) implements Consumer<SchedulerEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(SafeEvents.class);

    @Override
    public void accept(SchedulerEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("a listener failed on {}", event, e);
        }
    }
}

package dev.taskhost.app.host;

import dev.taskhost.core.engine.SchedulerEvent;
import java.util.function.Consumer;

/** Whether the host can do its work: its database was prepared and answers. Thread-safe. */
final class Pulse implements Consumer<SchedulerEvent> {
    private volatile boolean up;

    /** The database was prepared. */
    void prepared() {
        up = true;
    }

    boolean isUp() {
        return up;
    }

    @Override
    public void accept(SchedulerEvent event) {
        if (event instanceof SchedulerEvent.DatabaseAway) {
            up = false;
        } else if (event instanceof SchedulerEvent.DatabaseBack) {
            up = true;
        }
    }
}

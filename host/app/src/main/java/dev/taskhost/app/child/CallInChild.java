package dev.taskhost.app.child;

import dev.taskhost.core.body.RunningBody;
import org.jspecify.annotations.Nullable;

/** The one call that a process is at, as far as a stop needs to know it. Thread-safe. */
final class CallInChild {
    private long id;
    private @Nullable RunningBody running;
    private boolean stopped;

    /** The host's number of it; 0 when none is on. */
    synchronized long id() {
        return id;
    }

    /** A call is going to begin. */
    synchronized void begin(long call) {
        id = call;
        running = null;
        stopped = false;
    }

    /** It has begun. */
    synchronized void begun(RunningBody body) {
        running = body;
        if (stopped) {
            body.stop();
        }
    }

    /** It is over. */
    synchronized void end() {
        id = 0;
        running = null;
    }

    /** Asks that call to stop, if it is on; answers whether it may end by itself. */
    synchronized boolean stop(long call) {
        if (call != id) {
            return false;
        }
        stopped = true;
        if (running != null) {
            running.stop();
        }
        return true;
    }
}

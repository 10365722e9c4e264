package dev.taskhost.store.redis;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Redis can be used. Two connections report to it; people are told once that it is gone, and once, when both work
 * again, that it is back. Thread-safe.
 */
final class Reachability {
    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

    private final RedisServer server;
    private final Set<String> failing = new HashSet<>();
    private long goneSince;

    Reachability(RedisServer server) {
        this.server = server;
    }

    synchronized void failed(String line, Throwable reason) {
        if (failing.isEmpty()) {
            goneSince = System.nanoTime();
            LOG.warn(
                    "{} cannot be used ({}). Until it can, changes made through other hosts and by commands are seen at"
                            + " the next look at the task table instead of at once; nothing else depends on it",
                    server,
                    reason(reason));
        }
        failing.add(line);
    }

    synchronized void worked(String line) {
        if (failing.remove(line) && failing.isEmpty()) {
            long seconds = Duration.ofNanos(System.nanoTime() - goneSince)
                    .plusMillis(500)
                    .toSeconds();
            LOG.info("{} is back after {} s", server, seconds);
        }
    }

    /** Jedis wraps what the system says; the innermost message says most. */
    private static String reason(Throwable reason) {
        Throwable told = reason;
        while (told.getCause() != null) {
            told = told.getCause();
        }
        return told.getMessage() == null ? told.toString() : told.getMessage();
    }
}

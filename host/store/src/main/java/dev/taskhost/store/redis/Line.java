package dev.taskhost.store.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

/** A connection on a thread of its own, made again, ever more patiently, whenever it breaks. Thread-safe. */
final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String name;
    private final RedisServer server;
    private final Reachability reachability;
    private final Talk talk;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Jedis connection;

    /** What is said over a connection. */
    interface Talk {
        /**
         * Talks until the connection breaks, which throws.
         *
         * @param works to be run when Redis has answered
         */
        void over(Jedis redis, Runnable works) throws InterruptedException;

        /** The connection broke, or could not be made. */
        void broke();
    }

    /** Opens the line; returns at once. */
    Line(String name, RedisServer server, Reachability reachability, Talk talk) {
        this.name = name;
        this.server = server;
        this.reachability = reachability;
        this.talk = talk;
        Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private void run() {
        try {
            Duration pause = FIRST_PAUSE;
            do {
                long began = System.nanoTime();
                talk();
                // One that breaks soon after it was made is no sign that the next will live longer.
                boolean lasted = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
                pause = lasted ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever a Redis that is none, or a broken one, makes of its answers must not end this thread. */
    private void talk() throws InterruptedException {
        try (Jedis redis = server.connect()) {
            connection = redis;
            if (closing.getCount() > 0) {
                talk.over(redis, () -> reachability.worked(name));
            }
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) { // lengths and depths come off the wire
            if (closing.getCount() > 0) {
                reachability.failed(name, e);
                talk.broke();
            }
        } finally {
            connection = null;
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Ends the talk under way, and all talks; does not wait for it. */
    @Override
    public void close() {
        closing.countDown();
        Jedis open = connection;
        if (open != null) {
            try {
                open.getConnection().forceDisconnect(); // nothing else gets a thread out of a read
            } catch (IOException e) {
                LOG.debug("{} ends with an error", server, e);
            }
        }
    }
}

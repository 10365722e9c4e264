package dev.taskhost.store.redis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Hears signals, on its line's thread. What a message says does not matter. A new subscription counts as a signal, since
 * nobody knows what was missed before it.
 */
final class Listener implements Line.Talk {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration PING_EVERY = Duration.ofSeconds(3);

    private final String channel;
    private final Runnable heard;
    private volatile @Nullable JedisPubSub subscription;

    Listener(String channel, Runnable heard) {
        this.channel = channel;
        this.heard = heard;
    }

    @Override
    public void over(Jedis redis, Runnable works) {
        try {
            redis.subscribe(new Subscription(works), channel);
        } finally {
            subscription = null;
        }
    }

    @Override
    public void broke() {}

    /** Pings until the latch opens: a subscription hears from Redis only when there is something to hear. */
    void keepAwake(CountDownLatch closing) {
        try {
            while (!closing.await(PING_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                ping();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ping() {
        JedisPubSub current = subscription;
        if (current == null) {
            return;
        }
        try {
            current.ping();
        } catch (JedisException e) {
            LOG.debug("a ping failed; the reading side finds out as well, and tells", e);
        }
    }

    private final class Subscription extends JedisPubSub {
        private final Runnable works;

        Subscription(Runnable works) {
            this.works = works;
        }

        @Override
        public void onSubscribe(String subscribed, int count) {
            subscription = this;
            works.run();
            heard.run();
        }

        @Override
        public void onMessage(String sender, String message) {
            heard.run();
        }
    }
}

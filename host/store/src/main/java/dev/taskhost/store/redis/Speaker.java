package dev.taskhost.store.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/**
 * Publishes signals, on its line's thread. What is still to be told needs no queue: several signals say no more than one.
 * Thread-safe.
 */
final class Speaker implements Line.Talk {
    private static final Duration PING_EVERY = Duration.ofSeconds(3);
    private static final String WORD = "changed";

    private final String channel;
    private boolean asked;
    private boolean telling;
    private boolean broken;

    Speaker(String channel) {
        this.channel = channel;
    }

    /** Has one more signal sent. Never waits. */
    synchronized void ask() {
        asked = true;
        notifyAll();
    }

    /** Waits until everything is sent or Redis turns out to be gone, but no longer than this. */
    synchronized void awaitTold(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos();
                (asked || telling) && !broken && left > 0;
                left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    @Override
    public void over(Jedis redis, Runnable works) throws InterruptedException {
        redis.ping();
        works.run();
        works();
        while (true) {
            if (awaitAsked()) {
                redis.publish(channel, WORD);
                told();
            } else {
                redis.ping(); // so that the connection is good when it is needed
            }
        }
    }

    /** What was not told is told over the next connection. */
    @Override
    public synchronized void broke() {
        broken = true;
        asked |= telling;
        telling = false;
        notifyAll();
    }

    private synchronized void works() {
        broken = false;
    }

    private synchronized boolean awaitAsked() throws InterruptedException {
        long until = System.nanoTime() + PING_EVERY.toNanos();
        for (long left = PING_EVERY.toNanos(); !asked && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        telling = asked;
        asked = false;
        return telling;
    }

    private synchronized void told() {
        telling = false;
        notifyAll();
    }
}

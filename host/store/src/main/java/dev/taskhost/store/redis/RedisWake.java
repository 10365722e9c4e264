package dev.taskhost.store.redis;

import dev.taskhost.core.store.Wake;
import dev.taskhost.store.StoreSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * The wake signal as a Redis channel. A Redis that is slow, gone or lying makes hosts slower, never wrong: all talking is
 * done on threads of its own, with time limits, and what a message says is not looked at. One log line says when Redis is
 * gone, one when it is back. Thread-safe.
 */
public final class RedisWake implements Wake {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final RedisServer server;
    private final String channel;
    private final Reachability reachability;
    private final Speaker speaker;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private RedisWake(RedisServer server, String channel) {
        this.server = server;
        this.channel = channel;
        this.reachability = new Reachability(server);
        this.speaker = new Speaker(channel);
        this.lines.add(new Line("taskhost-redis-speaker", server, reachability, speaker));
    }

    /**
     * Begins to connect, and returns at once.
     *
     * @param database whose hosts are meant
     */
    public static RedisWake open(RedisServer server, StoreSettings database) {
        return new RedisWake(server, channel(database));
    }

    /**
     * The channel of a database. A server's address is left out: hosts reach one server by different names, and then they
     * would not hear each other. Two databases of one name on one Redis wake each other for nothing, which costs a look.
     */
    static String channel(StoreSettings database) {
        return switch (database) {
            case StoreSettings.Embedded embedded ->
                "taskhost:" + embedded.file().toAbsolutePath().normalize() + ":wake";
            case StoreSettings.Server onServer -> "taskhost:" + onServer.db() + ":wake";
        };
    }

    @Override
    public void signal() {
        speaker.ask();
    }

    @Override
    public void onWake(Runnable heard) {
        Listener listener = new Listener(channel, heard);
        lines.add(new Line("taskhost-redis-listener", server, reachability, listener));
        Thread.ofVirtual().name("taskhost-redis-ping").start(() -> listener.keepAwake(closing));
    }

    @Override
    public void close() {
        try {
            speaker.awaitTold(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closing.countDown();
        lines.forEach(Line::close);
    }
}

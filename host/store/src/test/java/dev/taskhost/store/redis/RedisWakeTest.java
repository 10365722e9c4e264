package dev.taskhost.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.store.StoreSettings;
import dev.taskhost.testkit.redis.FalseRedis;
import dev.taskhost.testkit.redis.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** The wake signal on a real Redis, and on what is none. */
@Timeout(120)
class RedisWakeTest {
    private static final StoreSettings DATABASE = database("aps");
    private static final String CHANNEL = RedisWake.channel(DATABASE);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void aSignalReachesEveryHostOfTheDatabaseAndNoOther() throws InterruptedException {
        RedisProcess redis = opened(RedisProcess.start());
        Ear first = ear(redis.port(), DATABASE);
        Ear second = ear(redis.port(), DATABASE);
        Ear stranger = ear(redis.port(), database("other"));
        first.wake().signal();
        first.awaitWord();
        second.awaitWord();
        stranger.wake().signal();
        stranger.awaitWord();
        assertThat(first.heard().availablePermits()).isZero();
    }

    @Test
    void aCommandThatEndsAtOnceIsHeard() throws InterruptedException {
        RedisProcess redis = opened(RedisProcess.start());
        Ear host = ear(redis.port(), DATABASE);
        try (RedisWake command = RedisWake.open(server(redis.port()), DATABASE)) {
            command.signal();
        }
        host.awaitWord();
    }

    @Test
    void whatIsNotSpokenOfAnyMoreIsHeardAgainOnceRedisIsBack() throws InterruptedException {
        RedisProcess redis = opened(RedisProcess.start());
        Ear host = ear(redis.port(), DATABASE);
        redis.stop();
        host.wake().signal(); // nobody hears it now
        redis.restart();
        host.awaitWord(); // the new subscription, or the signal that was kept
        host.heard().drainPermits();
        host.wake().signal();
        host.awaitWord();
    }

    @Test
    void messagesThatMakeNoSenseAreSignalsLikeAnyOther() throws InterruptedException {
        RedisProcess redis = opened(RedisProcess.start());
        Ear host = ear(redis.port(), DATABASE);
        Random random = new Random(7);
        try (Jedis jedis = server(redis.port()).connect()) {
            for (int i = 0; i < 100; i++) {
                byte[] garbage = new byte[random.nextInt(20_000)];
                random.nextBytes(garbage);
                jedis.publish(CHANNEL.getBytes(StandardCharsets.UTF_8), garbage);
            }
        }
        for (int i = 0; i < 100; i++) {
            host.awaitWord();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "-NOAUTH Authentication required.\r\n-NOAUTH Authentication required.\r\n",
                "+OK\r\n+OK\r\n+OK\r\n:7\r\n",
                "$2147483600\r\n",
                "*2147483600\r\n",
                "+OK\r\n+OK\r\n*3\r\n$9\r\nsubscribe\r\n$1\r\nx\r\n:1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:oops\r\n",
                "\0\0\0\0\u0001\u0002\u0003\n\n\n\r\r\r"
            })
    void whatIsNoRedisNeverHoldsAnybodyUp(String words) throws InterruptedException {
        FalseRedis none = opened(new FalseRedis(words.getBytes(StandardCharsets.UTF_8)));
        RedisWake wake = opened(RedisWake.open(server(none.port()), DATABASE));
        wake.onWake(() -> {});
        none.awaitVisits(2);
        for (int i = 0; i < 100_000; i++) {
            wake.signal();
        }
        none.awaitVisits(2); // it goes on trying
        none.close();
        RedisProcess redis = opened(RedisProcess.startOn(none.port()));
        Ear host = ear(redis.port(), DATABASE);
        wake.signal(); // what was kept until now may have been said before this host listened
        host.awaitWord();
    }

    @Test
    void closingDoesNotWaitForARedisThatNeverAnswers() throws InterruptedException {
        FalseRedis silent = opened(new FalseRedis(new byte[0]));
        RedisWake wake = RedisWake.open(
                new RedisServer("127.0.0.1", silent.port(), "", "", false, Duration.ofHours(1)), DATABASE);
        silent.awaitVisits(1);
        wake.signal();
        wake.close(); // the test's timeout is shorter than Redis's
    }

    @Test
    void theChannelIsThatOfTheDatabaseHoweverItIsReached() {
        assertThat(RedisWake.channel(new StoreSettings.Server("10.0.0.7", 3306, "aps", "a", "")))
                .isEqualTo(RedisWake.channel(new StoreSettings.Server("db.internal", 13306, "aps", "b", "")))
                .isNotEqualTo(RedisWake.channel(database("aps2")));
        assertThat(RedisWake.channel(new StoreSettings.Embedded(Path.of("data", "..", "data", "taskhost"))))
                .isEqualTo(RedisWake.channel(new StoreSettings.Embedded(Path.of("data", "taskhost"))));
    }

    @Test
    void aServerIsShownWithoutItsPassword() {
        assertThat(new RedisServer("redis.internal", 6379, "u", "s3cret", true, Duration.ofSeconds(5)))
                .hasToString("Redis at redis.internal:6379");
    }

    private static StoreSettings database(String name) {
        return new StoreSettings.Server("127.0.0.1", 3306, name, "root", "");
    }

    private static RedisServer server(int port) {
        return new RedisServer("127.0.0.1", port, "", "", false, Duration.ofSeconds(1));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    /** A host that listens already. */
    private Ear ear(int port, StoreSettings database) throws InterruptedException {
        Semaphore heard = new Semaphore(0);
        RedisWake wake = opened(RedisWake.open(server(port), database));
        wake.onWake(heard::release);
        Ear ear = new Ear(wake, heard);
        ear.awaitWord(); // the subscription itself
        return ear;
    }

    private record Ear(RedisWake wake, Semaphore heard) {
        void awaitWord() throws InterruptedException {
            assertThat(heard.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}

package dev.taskhost.services;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.testkit.redis.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted way to a Redis, by a door in front of it. */
class RedisTlsTest {
    @TempDir
    private Path home;

    @Test
    void aRedisIsReachedEncryptedAndOneThatCannotProveWhoItIsIsRefused() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TlsDoor door = new TlsDoor(home, redis.port());
                HostServices encrypted =
                        new HostServices(Map.of(), Map.of("door", redis(door.port())), Set.of(), Map.of())) {
            Loans lent = encrypted.lend(new Borrower("a.task", 8, "t8"));
            List<byte[]> ping = List.of("PING".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> lent.redis("door").call(ping).get(20, SECONDS))
                    .hasMessageContaining("cannot be reached")
                    .hasMessageContaining("certif");
            door.trust();
            try {
                assertThat(lent.redis("door").call(ping).get(20, SECONDS)).isEqualTo("\"PONG\"");
            } finally {
                door.distrust();
            }
        }
    }

    private static RedisServer redis(int port) {
        return new RedisServer("localhost", port, 0, "", "", true, "", 0, 4, Duration.ofSeconds(3));
    }
}

package dev.taskhost.services;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.RedisSession;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.testkit.redis.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A Redis that stops being the master, and one that goes away and comes back. */
class RedisFailoverTest {
    private static List<byte[]> words(String command) {
        return Arrays.stream(command.split(" "))
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    private static String said(RedisSession redis, String command) throws Exception {
        return redis.call(words(command)).get(20, SECONDS);
    }

    @Test
    void whoIsNoMasterAnyMoreIsLeftAndTheNextCallConnectsAnew() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                HostServices services = services(redis.port())) {
            RedisSession session =
                    services.lend(new Borrower("a.task", 7, "t7")).redis("cache");
            said(session, "SET k 1");
            said(session, "REPLICAOF 127.0.0.1 " + RedisProcess.freePort());
            long connections = received(session);
            assertThatThrownBy(() -> said(session, "SET k 2")).hasMessageContaining("READONLY");
            said(session, "REPLICAOF NO ONE"); // by a new connection: the pool kept none
            assertThat(received(session)).isEqualTo(connections + 1);
            assertThat(said(session, "SET k 3")).isEqualTo("\"OK\"");
            assertThat(received(session)).as("and keeps that one").isEqualTo(connections + 1);
        }
    }

    @Test
    void oneCallFailsAndSaysSoTheNextGoesToTheOneThatIsBack() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                HostServices services = services(redis.port())) {
            RedisSession session =
                    services.lend(new Borrower("a.task", 7, "t7")).redis("cache");
            said(session, "SET k 1");
            redis.stop();
            assertThatThrownBy(() -> said(session, "GET k"))
                    .hasMessageContaining("[cache]")
                    .hasMessageContaining("cannot be reached")
                    .hasMessageContaining("the next call connects again");
            redis.restart();
            assertThat(said(session, "SET k 2")).isEqualTo("\"OK\"");
            assertThat(services.lent()).isZero();
        }
    }

    private static long received(RedisSession session) throws Exception {
        String stats = said(session, "INFO stats");
        String count = stats.substring(stats.indexOf("total_connections_received:"));
        return Long.parseLong(count.substring(count.indexOf(':') + 1, count.indexOf("\\u000d")));
    }

    private static HostServices services(int port) {
        RedisServer server = new RedisServer("127.0.0.1", port, 0, "", "", false, "", 0, 4, Duration.ofSeconds(3));
        return new HostServices(Map.of(), Map.of("cache", server), Set.of(), Map.of());
    }
}

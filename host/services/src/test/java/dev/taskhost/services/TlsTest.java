package dev.taskhost.services;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.SessionStart;
import dev.taskhost.core.service.SqlSession;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.services.sql.SqlServer;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.redis.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted ways to MariaDB, which signs a certificate itself, and to Redis, by a door in front of it. */
class TlsTest {
    private static final String CIPHER = "SHOW SESSION STATUS LIKE 'Ssl_cipher'";

    private final MariaDbServer server = MariaDbServer.shared();
    private final String database = server.newDatabase();
    private final HostServices services = new HostServices(
            Map.of(
                    "plain", sql("DISABLED"),
                    "preferred", sql("PREFERRED"),
                    "required", sql("REQUIRED"),
                    "identity", sql("VERIFY_IDENTITY")),
            Map.of(),
            Set.of(),
            Map.of());
    private final Loans loans = services.lend(new Borrower("a.task", 7, "t7"));

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        services.close();
    }

    private SqlServer sql(String tls) {
        return new SqlServer(
                "127.0.0.1",
                server.port(),
                database,
                "root",
                "",
                true,
                Duration.ofMinutes(5),
                2,
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                tls);
    }

    private String cipher(String alias) throws Exception {
        SqlSession session = loans.sql(alias, new SessionStart(null, null));
        return session.execute(CIPHER).get(20, SECONDS);
    }

    @Test
    void aDatabaseIsReachedEncryptedWhereThatIsAsked() throws Exception {
        assertThat(cipher("plain")).contains("[\"Ssl_cipher\",\"\"]");
        assertThat(cipher("required")).contains("\"Ssl_cipher\",\"TLS");
        assertThat(cipher("preferred")).contains("\"Ssl_cipher\",\"TLS");
    }

    @Test
    void aServerThatCannotProveWhoItIsIsRefused() {
        assertThatThrownBy(() -> cipher("identity"))
                .hasMessageContaining("cannot connect to [identity]")
                .hasMessageContaining("certificate is not one that this JVM trusts");
    }

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

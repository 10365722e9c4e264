package dev.taskhost.services;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.SessionStart;
import dev.taskhost.core.service.SqlSession;
import dev.taskhost.services.sql.SqlServer;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Encrypted ways to a MariaDB, which signs its certificate itself. */
@Tag("long")
class SqlTlsTest {
    private static final String CIPHER = "SHOW SESSION STATUS LIKE 'Ssl_cipher'";

    private final MariaDbServer server = MariaDbServer.startEncrypted();
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

    @AfterEach
    void close() {
        services.close();
        server.close();
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
}

package dev.taskhost.services;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.services.sql.SqlServer;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What plugins are lent. */
class LentDataSourceTest {
    private final MariaDbServer server = MariaDbServer.shared();
    private final HostServices services = new HostServices(
            Map.of(
                    "shop",
                    new SqlServer(
                            "127.0.0.1",
                            server.port(),
                            server.newDatabase(),
                            "root",
                            "",
                            true,
                            Duration.ofMinutes(5),
                            2,
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(1),
                            "DISABLED")),
            Map.of(),
            Set.of("default"),
            Map.of());
    private final Loans loans = services.lend(new Borrower("a.task", 7));

    @AfterEach
    void close() {
        services.close();
    }

    private static String value(Connection c, String sql) throws SQLException {
        try (Statement st = c.createStatement();
                ResultSet rows = st.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @Test
    void aClosedConnectionGoesBackAsNew() throws Exception {
        DataSource source = loans.sqlAs(DataSource.class, "shop");
        try (Connection c = source.getConnection()) {
            c.setAutoCommit(false);
            value(c, "SELECT @left := 5");
            value(c, "SELECT GET_LOCK('shop', 0)");
            assertThat(services.lent()).isEqualTo(1);
        }
        assertThat(services.lent()).isZero();
        try (Connection c = source.getConnection()) {
            assertThat(c.getAutoCommit()).isTrue();
            assertThat(value(c, "SELECT @left")).isEqualTo("null");
            assertThat(value(c, "SELECT IS_FREE_LOCK('shop')")).isEqualTo("1");
            assertThat(value(c, "SELECT @@autocommit")).isEqualTo("1");
        }
    }

    @Test
    void theEndTakesWhatIsOpen() throws Exception {
        DataSource source = loans.sqlAs(DataSource.class, "shop");
        Connection open = source.getConnection();
        CompletableFuture<String> blocked = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            begun.countDown();
            try {
                blocked.complete(value(open, "SELECT SLEEP(600)"));
            } catch (SQLException e) {
                blocked.complete(String.valueOf(e.getMessage()));
            }
        });
        assertThat(begun.await(10, SECONDS)).isTrue();
        assertThat(loans.isIdle()).isFalse();
        loans.end().get(10, SECONDS);
        assertThat(blocked.get(10, SECONDS)).isNotEqualTo("0");
        assertThat(services.lent()).isZero();
        assertThat(open.isClosed()).isTrue();
        assertThatThrownBy(() -> open.createStatement()).hasMessageContaining("closed");
        assertThatThrownBy(source::getConnection).hasMessageContaining("a.task (execution 7) has ended");
    }

    @Test
    void whoeverWaitsInVainIsToldWhy() throws Exception {
        DataSource source = loans.sqlAs(DataSource.class, "shop");
        try (Connection one = source.getConnection();
                Connection two = source.getConnection()) {
            assertThat(one).isNotSameAs(two);
            assertThatThrownBy(source::getConnection)
                    .hasMessageContaining("no connection of [shop] was free within 1 s")
                    .hasMessageContaining("a.task (execution 7) for");
        }
    }

    @Test
    void anUnknownAliasNamesTheKnownOnes() {
        assertThatThrownBy(() -> loans.sqlAs(DataSource.class, "shp"))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("there is no [shp] in mysql.toml (it has shop); did you mean shop?");
        assertThatThrownBy(() -> loans.sqlAs(DataSource.class, "default")).hasMessageContaining("embedded database");
    }
}

package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host on a real MariaDB that is killed under it. */
class ServerRunTest {
    private static final int TASKS = 40;

    @TempDir
    Path home;

    @Test
    void theServerIsKilledUnderLoadAndComesBack() throws Exception {
        Site site = Site.make(home);
        try (MariaDbServer server = MariaDbServer.start()) {
            String database = server.newDatabase();
            site.useServer(server.port(), database);
            try (HostProcess host = site.run()) {
                host.await("database", "MariaDB");
                insertTasks(server, database);
                host.await("t" + (TASKS - 1) + " success");
                host.await("t0 success");
                server.kill();
                host.await("nothing starts meanwhile");
                server.restart();
                host.await("the database is back");
                host.await("t0 success");
                host.await("t" + (TASKS - 1) + " success");
                host.terminate();
                assertThat(host.exitCode()).isZero();
            }
            try (Connection c = server.connect(database)) {
                assertThat(Site.column(c, "SELECT 1 FROM execute_task WHERE status = 'todo'"))
                        .isEmpty();
                assertThat(Site.column(c, "SELECT 1 FROM task WHERE status <> 'ready'"))
                        .isEmpty();
                assertThat(Site.column(c, "SELECT 1 FROM task_execution GROUP BY task_id, fire_at HAVING COUNT(*) > 1"))
                        .isEmpty();
                assertThat(Site.column(c, "SELECT DISTINCT status FROM execute_task"))
                        .contains("success")
                        .isSubsetOf("success", "missed", "skipped");
            }
        }
    }

    @Test
    void aServerThatIsDownAtTheStartIsWaitedFor() throws Exception {
        Site site = Site.make(home);
        try (MariaDbServer server = MariaDbServer.start()) {
            String database = server.newDatabase();
            site.useServer(server.port(), database);
            server.kill();
            try (HostProcess host = site.run()) {
                host.await("It is tried again every 2 s");
                server.restart();
                host.await("database", "MariaDB");
                host.terminate();
                assertThat(host.exitCode()).isZero();
            }
        }
    }

    private static void insertTasks(MariaDbServer server, String database) throws SQLException {
        try (Connection c = server.connect(database);
                Statement statement = c.createStatement()) {
            for (int i = 0; i < TASKS; i++) {
                statement.execute(Site.insert("t" + i, "tick", "interval", "1"));
            }
        }
    }
}

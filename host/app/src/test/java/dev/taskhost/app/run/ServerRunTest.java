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

    @Test
    void checkReadsTheRowsOfATeamThatHasNotStartedAHostYet() throws Exception {
        Site site = Site.make(home);
        MariaDbServer server = MariaDbServer.shared();
        String database = server.newDatabase();
        site.useServer(server.port(), database);
        try (Connection c = server.connect(database);
                Statement statement = c.createStatement()) {
            statement.execute("CREATE TABLE task (id INT AUTO_INCREMENT PRIMARY KEY, task_key VARCHAR(255),"
                    + " `desc` VARCHAR(255), execute_func VARCHAR(255), `trigger` VARCHAR(255), spec VARCHAR(255),"
                    + " args VARCHAR(255), is_valid INT, status VARCHAR(255), extra TEXT,"
                    + " create_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, update_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
            statement.execute(Site.insert("good", "tick", "interval", "5"));
            try (HostProcess check = site.command("check")) {
                assertThat(check.exitCode()).isZero();
                assertThat(check.seen())
                        .anyMatch(line -> line.contains("Warning: these tables are not there yet")
                                && line.contains("execute_task, task_schedule"))
                        .last()
                        .asString()
                        .startsWith("Nothing is wrong")
                        .endsWith(" 1 row.");
            }
            statement.execute(Site.insert("bad", "tick", "cron", "61 * * * *"));
            try (HostProcess check = site.command("check")) {
                assertThat(check.exitCode()).isEqualTo(1);
                assertThat(check.seen()).anyMatch(line -> line.startsWith("row 2, bad"));
            }
            assertThat(Site.column(c, "SHOW TABLES")).containsExactly("task");
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

package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.testkit.kills.Kill;
import dev.taskhost.testkit.kills.KillRun;
import dev.taskhost.testkit.kills.Victim;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bodies of all kinds are killed in all ways, and coroutines beside them go on. How soon that is, is measured by {@code
 * host/bench/run kills}; here scripts run interpreted, on machines of any kind.
 */
class KillsRunTest {
    /** Every kind once, a third of them replaced by another execution that is killed as well. */
    private static final int KILLS = Victim.values().length * 4 / 3;

    private static final long SEED = 20_261_125;

    /** By then a host gives a thread up, which the row would say. */
    private static final long MOST_MILLIS = 6_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    @Test
    @Tag("long")
    void whateverABodyDoesItIsKilledAndItsNeighboursGoOn() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String database = server.newDatabase();
        Site site = Site.make(home);
        site.useServer(server.port(), database);
        site.write("conf/local/common.toml", "[scheduler]\ntimezone = 'UTC'\n[scripts]\nworkers = 6\n");
        site.write(
                "scripts/neighbour.py",
                "import asyncio\n\n\nasync def neighbour(task_key, *args, **kwargs):\n    await asyncio.sleep(1)\n");
        Victim.write(home.resolve("scripts"), home.resolve("plugins"));
        try (HostProcess host = site.run();
                Connection connection = server.connect(database)) {
            host.await("Created on");
            try (Statement statement = connection.createStatement()) {
                statement.execute(Site.insert("n1", "neighbour", "interval", "2"));
                statement.execute(Site.insert("n2", "neighbour", "interval", "2"));
            }
            host.await("n1", "success");
            List<Kill> kills = new KillRun(server, database, home.resolve("markers"), SEED).run(KILLS, 4);
            assertThat(kills).hasSizeGreaterThanOrEqualTo(KILLS).allSatisfy(kill -> {
                assertThat(kill.wrong()).as(kill.toString()).isEmpty();
                assertThat(kill.millis()).as(kill.toString()).isLessThan(MOST_MILLIS);
            });
            assertThat(kills).extracting(Kill::victim).contains(Victim.values());
            assertThat(Site.column(
                            connection,
                            "SELECT DISTINCT execute_task.status FROM execute_task JOIN task ON task.id = task_id"
                                    + " WHERE execute_func = 'neighbour'"))
                    .contains("success")
                    .doesNotContain("fail", "timeout", "cancelled", "lost", "rejected");
        }
    }
}

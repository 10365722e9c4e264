package dev.taskhost.app.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.app.child.Yard.Asked;
import dev.taskhost.core.json.Json;
import dev.taskhost.services.HostServices;
import dev.taskhost.services.redis.RedisServer;
import dev.taskhost.services.sql.SqlServer;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.plugin.TaskJar;
import dev.taskhost.testkit.redis.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies in a JVM beside this one use the host's pools, and leave nothing in them, however they end. */
@Timeout(180)
class ProcessServicesTest {
    @TempDir
    Path root;

    private final MariaDbServer server = MariaDbServer.shared();
    private final String database = server.newDatabase();

    private HostServices services(int redis) {
        SqlServer sql = new SqlServer(
                "127.0.0.1",
                server.port(),
                database,
                "root",
                "",
                true,
                Duration.ofMinutes(5),
                4,
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                "DISABLED");
        return new HostServices(
                Map.of("default", sql),
                Map.of(
                        "default",
                        new RedisServer("127.0.0.1", redis, 0, "", "", false, "", 0, 4, Duration.ofSeconds(3))),
                Set.of(),
                Map.of("echo", (who, words) -> CompletableFuture.completedFuture(Json.write(words))));
    }

    private void scripts() throws IOException {
        Files.writeString(Yard.scripts(root).resolve("j.js"), """
                import { mysql, redis } from 'taskhost';

                const db = mysql();

                export async function uses() {
                    await db.transaction(async (tx) => { await tx.execute('INSERT INTO t VALUES (?)', [1]); });
                    const many = await Promise.all([1, 2, 3].map(n => db.queryValue('SELECT SLEEP(0.1) + ?', [n])));
                    await redis().call('SET', 'j', 'ü');
                    const rows = [];
                    for await (const row of db.stream('SELECT seq FROM seq_1_to_2500')) rows.push(row.seq);
                    return [await db.query('SELECT n FROM t'), many, await redis().call('GET', 'j'),
                        rows.length];
                }
                export async function unknown() { await mysql('defualt').query('SELECT 1'); }
                """);
        Files.writeString(Yard.scripts(root).resolve("p.py"), """
                import subprocess

                import taskhost
                from taskhost import _bridge, aio

                db = taskhost.mysql()

                def uses(task_key, *args, **kwargs):
                    with db.transaction():
                        db.execute("INSERT INTO t VALUES (%s)", (2,))
                    rows = db.query("SELECT n FROM t ORDER BY n")
                    redis = taskhost.redis()
                    redis.call("SET", "p", b"\\xff")
                    return [[row["n"] for row in rows], list(redis.call("GET", "p")), _bridge.ask("echo", "é")]

                def leaves_open(task_key, **kwargs):
                    db.begin()
                    db.execute("INSERT INTO t VALUES (3)")
                    db.query("SELECT GET_LOCK('p', 0)")

                def dies(task_key, **kwargs):
                    leaves_open(task_key)
                    subprocess.run(["sh", "-c", "kill -9 $PPID"])

                def waits(task_key, **kwargs):
                    leaves_open(task_key)
                    print("in")
                    db.query("SELECT SLEEP(600)")

                async def awaits(task_key, **kwargs):
                    async with aio.mysql().transaction():
                        print("in")
                        await aio.mysql().query("SELECT SLEEP(600)")
                """);
    }

    @Test
    void bodiesUseWhatTheHostLends() throws Exception {
        scripts();
        TaskJar.write(Yard.plugins(root).resolve("child.jar"), ChildTask.class);
        server.execute("CREATE TABLE " + database + ".t (n INT) ENGINE = InnoDB");
        try (RedisProcess redis = RedisProcess.start();
                HostServices services = services(redis.port());
                Yard yard = Yard.open(root, services)) {
            assertThat(yard.call("j.js:uses").json()).isEqualTo("[[{\"n\":1}],[1,2,3],\"ü\",2500]");
            assertThat(yard.call("j.js:unknown").failure())
                    .contains("there is no [defualt] in mysql.toml", "did you mean default?");
            assertThat(yard.call("p.py:uses").json()).isEqualTo("[[1, 2], [255], [\"é\"]]");
            yard.call("p.py:leaves_open").end();
            nothingIsLeft(services);
            Asked waits = yard.call("p.py:waits").awaitLine();
            assertThat(services.lent()).isEqualTo(1);
            assertThat(waits.stopped()).contains("scripts/p.py", "Stopped: ");
            nothingIsLeft(services);
            assertThat(yard.call("p.py:dies").failure()).contains("signal 9 (SIGKILL)");
            nothingIsLeft(services);
            Asked awaits = yard.call("p.py:awaits").awaitLine();
            assertThat(awaits.stopped()).contains("awaits");
            nothingIsLeft(services);
            assertThat(yard.call("ChildTask", "mysql", "default").failure())
                    .contains("there is no DataSource for [default] in a process of its own");
        }
    }

    private void nothingIsLeft(HostServices services) throws SQLException {
        assertThat(services.lent()).isZero();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT (SELECT COUNT(*) FROM t), IS_FREE_LOCK('p'), (SELECT COUNT(*) FROM"
                                + " information_schema.processlist WHERE info LIKE 'SELECT SLEEP(600)%')")) {
            rows.next();
            assertThat(rows.getInt(1)).as("rows").isEqualTo(2);
            assertThat(rows.getInt(2)).as("the lock is free").isEqualTo(1);
            assertThat(rows.getInt(3)).as("statements").isZero();
        }
    }
}

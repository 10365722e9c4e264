package dev.taskhost.app.faults;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.redis.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hosts, a database and Redis go through faults, which are drawn from a seed alone, one every few seconds; then everything is
 * healed, has to work again, and is checked.
 */
final class FaultRun implements AutoCloseable {
    private static final Duration HEALED_AFTER = Duration.ofSeconds(60);
    private static final long CLOCK_AHEAD_MILLIS = 5_000;

    private final Path folder;
    private final Random random;
    private final int tasks;
    private final MariaDbServer server = MariaDbServer.start();
    private final String database = server.newDatabase();
    private final RedisProcess redis = RedisProcess.start();
    private final List<FaultyHost> hosts = new ArrayList<>();
    private boolean down;

    /**
     * @param folder for the hosts' folders
     * @param seed of all that is random
     */
    FaultRun(Path folder, long seed, int hosts, int tasks) throws IOException {
        this.folder = folder;
        this.random = new Random(seed);
        this.tasks = tasks;
        say("seed " + seed + ", " + hosts + " hosts, " + tasks + " tasks; again with -Dfaults.seed=" + seed);
        for (int i = 0; i < hosts; i++) {
            long ahead = i == 1 ? CLOCK_AHEAD_MILLIS : 0;
            this.hosts.add(new FaultyHost("host" + i, folder, server.port(), database, redis.port(), ahead));
        }
    }

    /**
     * Runs.
     *
     * @param faultsFor how long faults are made
     * @return broken promises; empty when there are none
     */
    List<String> run(Duration faultsFor) throws Exception {
        hosts.getFirst().start();
        awaitCount("SELECT COUNT(*) FROM task_node", 1);
        for (FaultyHost host : hosts.subList(1, hosts.size())) {
            host.start();
        }
        insertTasks();
        awaitCount("SELECT COUNT(*) FROM execute_task WHERE status = 'success'", tasks);
        long until = System.nanoTime() + faultsFor.toNanos();
        while (System.nanoTime() < until) {
            fault();
            pass(1_000 + random.nextInt(3_000));
        }
        heal();
        return check();
    }

    /** One fault, over again when this returns, but for what it leaves behind. */
    private void fault() throws Exception {
        FaultyHost host = hosts.get(random.nextInt(hosts.size()));
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                say("kill -9 " + host.name());
                host.kill();
                pass(500 + random.nextInt(5_500));
                host.start();
            }
            case 2 -> {
                int millis = 5_000 + random.nextInt(4_000);
                say("freeze " + host.name() + " for " + millis + " ms");
                host.freeze();
                pass(millis);
                host.thaw();
            }
            case 3 -> {
                say("kill -9 of the database");
                server.kill();
                down = true;
                pass(200 + random.nextInt(2_000));
                server.restart();
                down = false;
            }
            case 4 -> {
                say("cut the connections of " + host.name());
                for (int i = 0; i < 10; i++) {
                    host.proxy().cut();
                    pass(random.nextInt(150));
                }
            }
            case 5 -> {
                say("cut " + host.name() + " at commits");
                host.proxy().cutAtCommit(5 + random.nextInt(10));
                pass(2_000);
                host.proxy().cutAtCommit(0);
            }
            case 6 -> {
                int millis = 2_000 + random.nextInt(5_000);
                say("swallow what " + host.name() + " sends for " + millis + " ms");
                host.proxy().swallow(true);
                pass(millis);
                host.proxy().swallow(false);
            }
            case 7 -> {
                say("end Redis");
                redis.stop();
                pass(random.nextInt(4_000));
                redis.restart();
            }
            default -> {
                say("terminate " + host.name());
                host.terminate();
                pass(random.nextInt(1_000));
                host.start();
            }
        }
    }

    private void heal() throws Exception {
        say("healing");
        if (down) {
            server.restart();
        }
        for (FaultyHost host : hosts) {
            if (!host.runs()) {
                host.start();
            }
        }
        long healed = Long.parseLong(ask("SELECT MAX(id) FROM execute_task"));
        // Every task works again: without anybody's help.
        awaitCount(
                "SELECT COUNT(DISTINCT task_id) FROM execute_task WHERE status = 'success' AND id > " + healed, tasks);
        execute("UPDATE task SET is_valid = 0");
        awaitCount("SELECT COUNT(*) = 0 FROM execute_task WHERE status = 'todo'", 1);
        awaitCount("SELECT COUNT(*) FROM task_schedule WHERE next_fire_at IS NULL", tasks);
        for (FaultyHost host : hosts) {
            int code = host.terminate();
            if (code != 0) {
                throw new AssertionError(host.name() + " ended with " + code + "; its log: " + host.log());
            }
        }
    }

    private List<String> check() throws SQLException, IOException {
        try (Connection c = server.connect(database)) {
            Checker checker = new Checker(c);
            List<String> broken = checker.check(folder.resolve("records"));
            say(checker.summary());
            return broken;
        }
    }

    private void insertTasks() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            rows.add("('t" + i + "', '', 'RecordTask', 'interval', '" + (1 + random.nextInt(5)) + "', '"
                    + (1 + random.nextInt(800)) + "', 1, 'ready', '{}')");
        }
        execute(
                "INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra) VALUES "
                        + String.join(",", rows));
    }

    private void awaitCount(String sql, long atLeast) throws InterruptedException, SQLException {
        long until = System.nanoTime() + HEALED_AFTER.toNanos();
        String found = "nothing";
        while (System.nanoTime() < until) {
            try {
                found = ask(sql);
                if (Long.parseLong(found) >= atLeast) {
                    return;
                }
            } catch (SQLException e) {
                found = String.valueOf(e.getMessage()); // the tables are not made yet, or the server is just coming up
            }
            pass(100);
        }
        throw new AssertionError("after " + HEALED_AFTER + " still not " + atLeast + " but " + found + " for: " + sql
                + "; the hosts' logs are below " + folder);
    }

    private String ask(String sql) throws SQLException {
        try (Connection c = server.connect(database);
                Statement statement = c.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection c = server.connect(database);
                Statement statement = c.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Lets time pass: here it is what the test is made of, not a wait for something. */
    private static void pass(int millis) throws InterruptedException {
        boolean cut = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        if (cut) {
            throw new IllegalStateException("nobody counts it down");
        }
    }

    private static void say(String what) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS) + " faults: " + what);
    }

    @Override
    public void close() throws IOException {
        for (FaultyHost host : hosts) {
            host.close();
        }
        redis.close();
        server.close();
    }
}

package dev.taskhost.pylib;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.Isolation;
import dev.taskhost.pylib.DatabaseScripts.Running;
import dev.taskhost.script.access.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an execution does, and however it ends, nothing of it is left in a database, and its connections are back. */
@TestInstance(Lifecycle.PER_CLASS) // its interpreters open once
class DatabaseStopTest {
    private static final String OURS =
            "SELECT COUNT(*) FROM information_schema.processlist WHERE db = ? AND command <> 'Sleep'";

    @TempDir
    private Path home;

    private DatabaseScripts scripts;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        scripts = new DatabaseScripts(folder, 4, scratch -> Access.TRUSTED, "bodies.py", "script_databases.mjs");
        scripts.server.execute(
                "CREATE TABLE " + scripts.database + ".b_stock (id INT PRIMARY KEY, n INT) ENGINE = InnoDB");
        scripts.server.execute(
                "INSERT INTO " + scripts.database + ".b_stock SELECT seq, 0 FROM " + scripts.database + ".seq_0_to_49");
    }

    @AfterAll
    void close() {
        scripts.close();
    }

    /** Starts it and waits for the first line it prints. */
    private Running underWay(String function, String n) throws InterruptedException {
        return underWay(Isolation.SHARED, function, n, new ConcurrentLinkedQueue<>());
    }

    private Running underWay(Isolation isolation, String function, String n, Queue<String> lines)
            throws InterruptedException {
        Semaphore printed = new Semaphore(0);
        BodyOutput output = (error, line) -> {
            lines.add(line);
            printed.release();
        };
        Running running = scripts.start(isolation, function, output, n);
        assertThat(printed.tryAcquire(120, SECONDS)).as(function + " prints").isTrue();
        return running;
    }

    private long count(String sql, String argument) throws SQLException {
        try (Connection c = scripts.server.connect("information_schema");
                var st = c.prepareStatement(sql)) {
            if (!argument.isEmpty()) {
                st.setString(1, argument);
            }
            try (ResultSet rows = st.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** At once, but for a connection that had to be broken off: the server finds that out by itself, within moments. */
    private void nothingIsLeft() throws SQLException {
        assertThat(scripts.services.lent()).as("lent").isZero();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (transactions() + statements() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(transactions()).as("transactions").isZero();
        assertThat(statements()).as("statements at the server").isZero();
    }

    private long transactions() throws SQLException {
        return count("SELECT COUNT(*) FROM innodb_trx", "");
    }

    private long statements() throws SQLException {
        return count(OURS, scripts.database);
    }

    @Test
    void aStopEndsTheStatementTooAndWithinASecond() throws Exception {
        scripts.call("bodies.py:commits", "1");
        for (String function : List.of(
                "bodies.py:sleeps",
                "bodies.py:computes",
                "bodies.py:queries_for_ever",
                "bodies.py:awaits",
                "bodies.py:in_threads",
                "script_databases.mjs:leaves")) {
            stopEnds(Isolation.SHARED, function, new ConcurrentLinkedQueue<>());
        }
    }

    private void stopEnds(Isolation isolation, String function, Queue<String> lines) throws Exception {
        Running running = underWay(isolation, function, "2", lines);
        long begin = System.nanoTime();
        running.body().stop();
        assertThat(running.get()).as(function).isInstanceOf(BodyResult.Stopped.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(function).isLessThan(Duration.ofSeconds(3));
        nothingIsLeft();
    }

    @Test
    void whateverBecomesOfAProcessNothingOfItIsLeft() throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        for (String function : List.of("sleeps", "awaits", "in_threads")) {
            stopEnds(Isolation.CPYTHON, "bodies.py:" + function, lines);
        }
        assertThat(lines).contains("stopping True");
        String sum = "SELECT SUM(n) FROM " + scripts.database + ".b_stock";
        long before = count(sum, "");
        List<String> functions = List.of("done", "commits", "fails", "half_read", "awaits_well");
        List<String> ends = List.of("json=50", "json=null", "as it should", "json=", "json=");
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String function = i % 50 == 49 ? "dies" : functions.get(i % 5);
            all.add(scripts.start(Isolation.CPYTHON, "bodies.py:" + function, BodyOutput.NONE, Integer.toString(i)));
        }
        for (int i = 0; i < 200; i++) {
            String end = i % 50 == 49 ? "SIGKILL" : ends.get(i % 5);
            assertThat(all.get(i).get().toString()).contains(end);
        }
        nothingIsLeft();
        assertThat(count(sum, "") - before).as("what was committed").isEqualTo(76);
    }

    @Test
    void threadsThatGoOnLoseTheirConnection() throws Exception {
        assertThat(scripts.call("bodies.py:in_threads", "1").toString()).contains("left");
        nothingIsLeft();
    }

    @Test
    void whoeverWaitsGetsAConnectionThatNobodyWouldMiss() throws Exception {
        Path over = home.resolve("over");
        Running keeps = underWay("bodies.py:keeps", over.toString());
        assertThat(scripts.services.lent()).isEqualTo(2);
        assertThat(scripts.call("bodies.py:wants", "0").toString()).contains("json=5");
        Files.createFile(over);
        // The one that was lent on takes another, unless it asks for what was left in the first.
        assertThat(keeps.get().toString()).containsAnyOf("json=[7, 0]", "lent to another execution");
        nothingIsLeft();
    }

    @Test
    void whoeverWaitsInVainIsToldWhoHoldsTheConnections() throws Exception {
        Running one = underWay("bodies.py:holds", "60");
        Running two = underWay("bodies.py:holds", "60");
        assertThat(scripts.call("bodies.py:wants", "0").toString())
                .contains("OperationalError: (1040", "no connection of [few] was free within 2 s")
                .contains("all 2 are lent", "task-bodies.py:holds (execution ", "idle after BEGIN", "max_connections");
        one.body().stop();
        two.body().stop();
        one.get();
        two.get();
        nothingIsLeft();
    }

    @Test
    void aThousandCoroutinesShareTwoConnections() throws Exception {
        scripts.call("bodies.py:one_of_many", "1");
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(scripts.start("bodies.py:one_of_many", Integer.toString(i)));
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(all.get(i).get()).isEqualTo(new BodyResult.Returned(Integer.toString(3 * i), null));
        }
        nothingIsLeft();
    }

    /** MySQL, Redis, HTTP, progress, notices and secrets; one in ten does not end by itself, and every twentieth of the others is stopped before it can. */
    @Test
    void thousandsOfExecutionsLeaveNothing() throws Exception {
        Random random = new Random(11);
        List<String> brief = List.of(
                "done",
                "commits",
                "fails",
                "half_read",
                "awaits_well",
                "one_query",
                "caches",
                "caches_later",
                "http_quick",
                "tells");
        List<String> endless = List.of(
                "sleeps",
                "computes",
                "queries_for_ever",
                "in_threads",
                "awaits",
                "caches_for_ever",
                "caches_for_ever_later",
                "http_slow",
                "http_slow_later",
                "tells_for_ever");
        int calls = Integer.getInteger("taskhost.test.executions", 100);
        try (SlowServer http = new SlowServer()) {
            Mixture mixture = new Mixture(http.port(), calls);
            for (int i = 0; i < calls; i++) {
                boolean ends = random.nextInt(10) > 0;
                List<String> some = ends ? brief : endless;
                mixture.begin(some.get(random.nextInt(some.size())), i, ends, !ends || random.nextInt(20) == 0);
            }
            mixture.awaitAll();
            nothingIsLeft();
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (http.open() > 0 && System.nanoTime() < end) {
                Thread.onSpinWait(); // a connection that was closed is heard of at once, but by other threads
            }
            assertThat(http.open())
                    .as("HTTP connections of executions that have ended")
                    .isZero();
        }
        try (Connection c = scripts.server.connect(scripts.database);
                Statement st = c.createStatement();
                ResultSet locks = st.executeQuery("SELECT IS_USED_LOCK('task-bodies.py:fails1')")) {
            locks.next();
            assertThat(locks.getObject(1)).isNull();
        }
    }

    /** Executions side by side, some of which are stopped. */
    private final class Mixture {
        private final String port;
        private final Semaphore room = new Semaphore(30);
        private final CountDownLatch all;
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

        Mixture(int port, int calls) {
            this.port = Integer.toString(port);
            this.all = new CountDownLatch(calls);
        }

        /** Waits for room first. */
        void begin(String function, int n, boolean ends, boolean stop) throws InterruptedException {
            assertThat(room.tryAcquire(120, SECONDS)).as("room").isTrue();
            CountDownLatch printed = new CountDownLatch(1);
            String[] args = function.startsWith("http")
                    ? new String[] {Integer.toString(n), port}
                    : new String[] {Integer.toString(n)};
            Running running = scripts.start("bodies.py:" + function, (error, line) -> printed.countDown(), args);
            var _ = running.result().thenAccept(result -> {
                boolean asItShould =
                        result instanceof BodyResult.Failed(String error) && error.contains("as it should");
                boolean well = result instanceof BodyResult.Returned || asItShould;
                if (!well && !(stop && result instanceof BodyResult.Stopped)) {
                    wrong.add(function + ": " + result);
                }
                room.release();
                all.countDown();
            });
            if (stop) {
                Thread.startVirtualThread(() -> {
                    try {
                        printed.await(ends ? 0 : 60, SECONDS);
                        running.body().stop();
                    } catch (InterruptedException e) {
                        wrong.add(e.toString());
                    }
                });
            }
        }

        void awaitAll() throws InterruptedException {
            assertThat(all.await(Math.max(300, all.getCount() / 5), SECONDS))
                    .as("all ended")
                    .isTrue();
            assertThat(wrong).isEmpty();
        }
    }
}

package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.plugin.TaskJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** taskhost as users run it: the distribution, its own process, rows of the task table. Figures come from its history. */
final class TaskhostTrial implements AutoCloseable {
    private static final int ROWS = 1_000;
    private static final int ROUNDS = 6;
    private static final int WINDOW_SECONDS = 20;
    private static final long LIMIT_SECONDS = 240;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final MariaDbServer server;
    private final String function;
    private final TaskhostProcess host;

    /**
     * @param distribution the unpacked distribution
     * @param python whether the tasks are Python's
     */
    TaskhostTrial(MariaDbServer server, Path distribution, Path folder, boolean python)
            throws IOException, InterruptedException {
        this.server = server;
        this.function = python ? "noop.py:noop" : "Noop";
        host = new TaskhostProcess(server, distribution, folder, (scripts, plugins) -> {
            if (python) {
                Files.writeString(scripts.resolve("noop.py"), "def noop(*args, **kwargs):\n    pass\n");
            } else {
                TaskJar.write(plugins.resolve("noop.jar"), Noop.class);
            }
        });
    }

    Figures run(Workload workload, int count) throws Exception {
        return switch (workload) {
            case DRAIN -> drain(count);
            case EVERY_SECOND -> everySecond(count);
            case BURST -> burst(count);
            case REGISTER -> register(count);
        };
    }

    private Figures drain(int count) throws Exception {
        insert(count, "date", "2000-01-01 00:00:00", 0);
        Times.pass(5_000);
        Figures figures = new Figures();
        for (int round = 1; round <= ROUNDS; round++) {
            long before = host.ask("SELECT COALESCE(MAX(id), 0) FROM execute_task");
            Cpu.Both cpu = Cpu.Both.used(host.pid(), server.pid());
            fireAll(Instant.now().minusSeconds(1)); // due when the row is seen, so that nothing can be claimed ahead
            awaitEnded(before, count);
            double span = host.ask(
                    "SELECT MAX(ended_at) - MIN(started_at) FROM task_execution WHERE execution_id > " + before);
            if (round == 1 || round == ROUNDS) {
                figures.put(round == 1 ? "cold /s" : "warm /s", count * 1_000.0 / span);
            }
            if (round == ROUNDS) {
                cpu.put(figures, count);
            }
        }
        return figures;
    }

    private Figures everySecond(int count) throws Exception {
        insert(count, "interval", "1", 1);
        awaitPlanned(count);
        Times.pass(10_000);
        long from = (System.currentTimeMillis() / 1_000 + 1) * 1_000;
        long to = from + WINDOW_SECONDS * 1_000L;
        Times.pass(to - System.currentTimeMillis() + 2_000);
        long[] late = lateness("fire_at >= " + from + " AND fire_at < " + to);
        return new Figures()
                .put("done %", 100.0 * late.length / ((double) count * WINDOW_SECONDS))
                .lateness("", late);
    }

    private Figures burst(int count) throws Exception {
        insert(count, "date", "2000-01-01 00:00:00", 0);
        Times.pass(5_000);
        Figures figures = new Figures();
        for (int round = 1; round <= ROUNDS; round++) {
            long before = host.ask("SELECT COALESCE(MAX(id), 0) FROM execute_task");
            fireAll(Instant.now().plusSeconds(3));
            awaitEnded(before, count);
            if (round == 1 || round == ROUNDS) {
                figures.lateness(round == 1 ? "cold " : "warm ", lateness("execution_id > " + before));
            }
        }
        return figures;
    }

    /** From the first row's INSERT until the last row has its fire time. */
    private Figures register(int count) throws Exception {
        Times.pass(5_000);
        long began = System.nanoTime();
        insert(count, "interval", "3600", 1);
        awaitPlanned(count);
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1_000.0;
        return PeerMain.idle(host.pid(), new Figures().put("registered s", seconds));
    }

    /** Of the executions that succeeded, ms. */
    private long[] lateness(String which) throws SQLException {
        return host.column("SELECT started_at - fire_at FROM task_execution JOIN execute_task ON id = execution_id"
                + " WHERE execute_task.status = 'success' AND " + which);
    }

    private void fireAll(Instant at) throws SQLException {
        host.execute("UPDATE task SET spec = '" + DATE.format(at) + "', is_valid = 1");
    }

    private void awaitPlanned(int count) throws InterruptedException {
        if (!Times.await(
                () -> host.ask("SELECT COUNT(*) FROM task_schedule WHERE next_fire_at IS NOT NULL") >= count,
                LIMIT_SECONDS,
                50)) {
            throw new IllegalStateException("not all were registered; see " + host.folder());
        }
    }

    private void awaitEnded(long before, int count) throws InterruptedException {
        if (!Times.await(
                () -> host.ask("SELECT COUNT(*) FROM execute_task WHERE status = 'success' AND id > " + before)
                        >= count,
                LIMIT_SECONDS,
                200)) {
            throw new IllegalStateException("not all were executed; see " + host.folder());
        }
    }

    private void insert(int count, String trigger, String spec, int valid) throws SQLException {
        for (int from = 0; from < count; from += ROWS) {
            List<String> rows = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + ROWS); i++) {
                rows.add("('k" + i + "','','" + function + "','" + trigger + "','" + spec + "',''," + valid
                        + ",'ready','{}')");
            }
            host.execute(
                    "INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra)"
                            + " VALUES " + String.join(",", rows));
        }
    }

    @Override
    public void close() {
        host.close();
    }
}

package dev.taskhost.testkit.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A task whose executions are killed, and what can be seen of them in the database. Confined to one thread. */
final class VictimRow {
    private static final long LIMIT_SECONDS = 300;
    private static final long LOOK_EVERY_MILLIS = 20;

    /** Two beats of its threads at least fall into this time. */
    private static final long QUIET_MILLIS = 500;

    private static final long SETTLED_MILLIS = 1_000;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Connection connection;
    private final Victim victim;
    private final String key;
    private final Path markers;

    private VictimRow(Connection connection, Victim victim, String key, Path markers) {
        this.connection = connection;
        this.victim = victim;
        this.key = key;
        this.markers = markers;
    }

    /** Inserts it; it fires within two seconds. */
    static VictimRow insert(Connection connection, Victim victim, Way way, String key, Path folder, int timeoutMillis)
            throws SQLException {
        VictimRow row = new VictimRow(connection, victim, key, folder.resolve(key));
        String extra = switch (way) {
            case KILL -> "{}";
            case TIMEOUT -> "{\"timeout\": " + timeoutMillis / 1e3 + "}";
            case REPLACE -> "{\"overlap\": \"replace\"}";
        };
        row.update(
                "INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status, extra)"
                        + " VALUES (?, '', ?, 'date', ?, ?, 1, 'ready', ?)",
                key,
                victim.executeFunc(),
                DATE.format(Instant.now().plusSeconds(1)),
                row.markers.toString(),
                extra);
        return row;
    }

    /** Waits until an execution after that one was claimed, and answers its id. */
    long awaitStart(long after) throws Exception {
        return await(
                "begin",
                "SELECT MIN(execution_id) FROM task_execution JOIN task ON task.id = task_id"
                        + " WHERE task_key = ? AND execution_id > ?",
                key,
                after);
    }

    /** Waits for the end of one that is killed by its timeout. */
    Kill timedOut(long executionId, int timeoutMillis) throws Exception {
        awaitEnd(executionId); // its times are written with its end
        long startedAt = number("SELECT started_at FROM task_execution WHERE execution_id = ?", executionId);
        return ended(executionId, Way.TIMEOUT, startedAt + timeoutMillis);
    }

    private void awaitEnd(long executionId) throws Exception {
        await("end", "SELECT id FROM execute_task WHERE id = ? AND status <> 'todo'", executionId);
    }

    /** A file of its own for each execution. */
    private Path marker(long executionId) {
        return markers.resolveSibling(markers.getFileName() + "." + executionId);
    }

    /** Waits until the body is at it. */
    void awaitBegun(long executionId) throws Exception {
        await(
                "be at it",
                "SELECT execution_id FROM task_output WHERE execution_id = ? UNION"
                        + " SELECT id FROM execute_task WHERE id = ? AND status <> 'todo'",
                executionId,
                executionId);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (victim.hasProcesses() && !Files.exists(marker(executionId))) {
            pass(LOOK_EVERY_MILLIS);
            check(until, "start its processes");
        }
    }

    /** As {@code taskhost kill}; answers when. */
    long kill(long executionId) throws SQLException {
        long now = System.currentTimeMillis();
        update(
                "INSERT INTO task_stop (execution_id, reason, asked_at) VALUES (?, 'stopped by taskhost kill',"
                        + " (TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(3)) DIV 1000))",
                executionId);
        return now;
    }

    /** Gives it another fire time, by which what runs is replaced; answers that. */
    long replace() throws SQLException {
        Instant at = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3);
        update("UPDATE task SET spec = ? WHERE task_key = ?", DATE.format(at), key);
        return at.toEpochMilli();
    }

    /** Waits for the recorded end of an execution, and looks whether all is as it should be. */
    Kill ended(long executionId, Way way, long requestedAt) throws Exception {
        awaitEnd(executionId);
        long millis = number("SELECT ended_at FROM task_execution WHERE execution_id = ?", executionId) - requestedAt;
        boolean begun =
                number("SELECT COUNT(*) FROM task_output WHERE execution_id = ? AND text LIKE 'in%'", executionId) > 0;
        List<String> wrong = new ArrayList<>();
        checkRow(executionId, way, begun, wrong);
        if (millis < 0) {
            wrong.add("it ended " + -millis + " ms before it was to be stopped");
        }
        if (victim.hasProcesses() && Files.exists(marker(executionId))) {
            checkProcesses(marker(executionId), wrong);
        }
        boolean goOn = victim.hasThreads() && begun && threadsGoOn(marker(executionId));
        return new Kill(victim, way, executionId, millis, begun, goOn, List.copyOf(wrong));
    }

    private void checkRow(long executionId, Way way, boolean begun, List<String> wrong) throws SQLException {
        try (PreparedStatement statement = prepare("SELECT status, extra FROM execute_task WHERE id = ?", executionId);
                ResultSet row = statement.executeQuery()) {
            row.next();
            String status = row.getString(1);
            String extra = row.getString(2);
            if (!status.equals(way.status())) {
                wrong.add("its status is " + status + ": " + extra);
            }
            if (!extra.contains("\"err\"") || (begun && !extra.contains(victim.place()))) {
                wrong.add("extra.err does not name " + victim.place() + ": " + extra);
            }
            if (extra.contains("abandoned") || extra.contains("where it stood is not known")) {
                wrong.add("it was given up: " + extra);
            }
        }
    }

    private void checkProcesses(Path marker, List<String> wrong) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLED_MILLIS);
        for (String pid : Files.readString(marker).strip().split(" ", -1)) {
            while (runs(pid) && System.nanoTime() < until) {
                pass(LOOK_EVERY_MILLIS);
            }
            if (runs(pid)) {
                wrong.add("its process " + pid + " lives");
            }
        }
    }

    /** One that has ended and whose parent has not looked yet (Z, see proc(5)) does not run. */
    private static boolean runs(String pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean threadsGoOn(Path marker) throws IOException, InterruptedException {
        pass(SETTLED_MILLIS);
        long before = Files.size(marker);
        pass(QUIET_MILLIS);
        return Files.size(marker) > before;
    }

    private long await(String what, String sql, Object... values) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        long found = number(sql, values);
        while (found == 0) {
            pass(LOOK_EVERY_MILLIS);
            check(until, what);
            found = number(sql, values);
        }
        return found;
    }

    private void check(long until, String what) throws TimeoutException {
        if (System.nanoTime() > until) {
            throw new TimeoutException(key + " (" + victim + ") did not " + what + " within " + LIMIT_SECONDS + " s");
        }
    }

    /** 0 when there is none. */
    private long number(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** Lets time pass: what happens meanwhile is in other processes. */
    static void pass(long millis) throws InterruptedException {
        if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts it down");
        }
    }
}

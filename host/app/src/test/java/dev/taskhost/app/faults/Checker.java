package dev.taskhost.app.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares what bodies recorded with what the tables say, once all is quiet, and lists every broken promise with all that
 * is known of it.
 */
final class Checker {
    private static final long EARLY_MILLIS = 60;
    private static final Set<String> CALLED = Set.of("success", "fail", "timeout", "cancelled", "lost");

    private final Connection connection;
    private final Map<Long, Row> rows = new HashMap<>();
    private final Map<Long, Integer> intervals = new HashMap<>();
    private final Map<Long, Long> starts = new HashMap<>();
    private final Set<Long> ends = new HashSet<>();
    private final List<String> broken = new ArrayList<>();

    Checker(Connection connection) {
        this.connection = connection;
    }

    /** A row of {@code task_execution} with its {@code execute_task}. */
    private record Row(
            long id, long taskId, long fireAt, int attempt, String node, String status, String extra, long startedAt) {}

    /**
     * Checks.
     *
     * @param records the folder of what bodies wrote
     * @return what was broken; empty when all promises were kept
     */
    List<String> check(Path records) throws SQLException, IOException {
        readTables();
        readRecords(records);
        checkQuiet();
        checkBodies();
        checkFireTimes();
        return broken;
    }

    /** How much was seen, for people. */
    String summary() {
        Map<String, Integer> byStatus = new TreeMap<>();
        rows.values().forEach(row -> byStatus.merge(row.status(), 1, Integer::sum));
        List<Long> late = rows.values().stream()
                .filter(row -> row.startedAt() > 0)
                .map(row -> row.startedAt() - row.fireAt())
                .sorted()
                .toList();
        String lateness = late.isEmpty()
                ? ""
                : "; lateness ms p50 " + late.get(late.size() / 2) + ", p90 " + late.get(late.size() * 9 / 10)
                        + ", p99 " + late.get(late.size() * 99 / 100) + ", max " + late.getLast();
        return rows.size() + " executions " + byStatus + ", " + starts.size() + " bodies called" + lateness;
    }

    private void readTables() throws SQLException {
        query(
                "SELECT x.execution_id, x.task_id, x.fire_at, x.attempt, x.node, e.status, e.extra, x.started_at"
                        + " FROM task_execution x LEFT JOIN execute_task e ON e.id = x.execution_id",
                r -> rows.put(
                        r.getLong(1),
                        new Row(
                                r.getLong(1),
                                r.getLong(2),
                                r.getLong(3),
                                r.getInt(4),
                                r.getString(5),
                                String.valueOf(r.getString(6)),
                                String.valueOf(r.getString(7)),
                                r.getLong(8))));
        query("SELECT id, spec FROM task", r -> intervals.put(r.getLong(1), r.getInt(2)));
    }

    private void readRecords(Path records) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(records)) {
            files = all.toList();
        }
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ", -1);
                long id = Long.parseLong(words[1]);
                if (words[0].equals("E")) {
                    ends.add(id);
                } else if (starts.put(id, Long.parseLong(words[3])) != null) {
                    broken.add("execution " + id + " was started twice: " + rows.get(id));
                }
            }
        }
    }

    private void checkQuiet() throws SQLException {
        rows.values().stream()
                .filter(row -> row.status().equals("todo") || row.status().equals("null"))
                .forEach(row -> broken.add("no final status: " + row));
        query(
                "SELECT t.id, t.status, s.execution_id FROM task t LEFT JOIN task_schedule s ON s.task_id = t.id"
                        + " WHERE t.status <> 'ready' OR s.execution_id IS NOT NULL",
                r -> broken.add("task " + r.getLong(1) + " is left " + r.getString(2) + ", held by " + r.getString(3)));
        query(
                "SELECT id FROM execute_task e WHERE NOT EXISTS (SELECT 1 FROM task_execution x WHERE x.execution_id = e.id)",
                r -> broken.add("execution " + r.getLong(1) + " has no row of ours"));
    }

    private void checkBodies() {
        Map<String, Long> served = new HashMap<>();
        starts.forEach((id, at) -> {
            Row row = rows.get(id);
            if (row == null || !CALLED.contains(row.status())) {
                broken.add("a body ran for execution " + id + ", whose row says it did not: " + row);
                return;
            }
            Long other = served.put(row.taskId() + " " + row.fireAt(), id);
            if (other != null) {
                broken.add("a fire time ran twice: " + row + " and " + rows.get(other));
            }
            if (at < row.fireAt() - EARLY_MILLIS) {
                broken.add("started " + (row.fireAt() - at) + " ms early: " + row);
            }
        });
        rows.values().stream()
                .filter(row -> row.status().equals("success"))
                .filter(row -> !starts.containsKey(row.id()) || !ends.contains(row.id()))
                .forEach(row -> broken.add("success without a body that ran to its end: " + row));
    }

    /** From the first to the last fire time of each task, every one has its row, or is within a missed span. */
    private void checkFireTimes() {
        Map<Long, TreeMap<Long, Row>> byTask = new HashMap<>();
        rows.values()
                .forEach(row -> byTask.computeIfAbsent(row.taskId(), id -> new TreeMap<>())
                        .put(row.fireAt(), row));
        byTask.forEach((taskId, served) -> {
            long step = intervals.getOrDefault(taskId, 1) * 1_000L;
            long coveredTo = served.firstKey() - step;
            for (Row row : served.values()) {
                if (row.fireAt() != coveredTo + step) {
                    broken.add("task " + taskId + ": no row for fire times from " + (coveredTo + step) + " to before "
                            + row);
                }
                coveredTo = row.status().equals("missed") ? lastMissed(row, step) : row.fireAt();
            }
        });
        intervals.keySet().stream()
                .filter(id -> !byTask.containsKey(id))
                .forEach(id -> broken.add("task " + id + " never fired"));
    }

    private static long lastMissed(Row row, long step) {
        int at = row.extra().indexOf("\"count\":");
        if (at < 0) {
            return row.fireAt(); // one that was claimed, and found too late to run
        }
        String digits = row.extra().substring(at + 8).replaceAll("\\D.*", "");
        return row.fireAt() + (Integer.parseInt(digits) - 1) * step;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }
}

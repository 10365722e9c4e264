package dev.taskhost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What a host holds while it is under load, sample by sample, and what is not as it should be. Used by one thread. */
final class Steady {
    private static final int WARM_SECONDS = 120;

    /** Around a sample: tasks of every second that it held up are skipped at their next fire time. */
    private static final long RECOVERY_MILLIS = 1_500;

    /** Of compiled code: a JVM compiles what has turned out to be worth it, for a long time, and throws away what has gone, up to 240 MB by default. */
    private static final double CODE_GROWTH = 0.1;

    private final TaskhostProcess host;
    private final List<Pulse> pulses = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    /** Conditions on {@code task_execution x}: when samples were taken. */
    private final List<String> paused = new ArrayList<>();

    private final double mostSkipped;
    private long recovered;
    private long countedFrom;

    /**
     * @param mostSkipped part of a task's fire times that may be skipped, as they meet it still running, or missed, when the next is
     *     due; the machine may have its moments
     */
    Steady(TaskhostProcess host, double mostSkipped) {
        this.host = host;
        this.mostSkipped = mostSkipped;
    }

    /** Something is not as it should be. */
    void wrong(String line) {
        wrong.add(line);
    }

    /** Prints what is wrong; answers whether nothing is. */
    boolean isFine() {
        System.out.println(wrong.isEmpty() ? "  flat, every status right" : "  WRONG; see " + host.folder());
        wrong.forEach(line -> System.out.println("    " + line));
        return wrong.isEmpty();
    }

    /** No task fires any more; waits for what runs. */
    void rest() throws SQLException, InterruptedException {
        host.execute("UPDATE task SET is_valid = 0");
        if (!Times.await(() -> host.ask("SELECT COUNT(*) FROM execute_task WHERE status = 'todo'") == 0, 60, 200)) {
            wrong.add("some executions have not ended a minute after the last fire time");
        }
    }

    /** Waits until every kind of load has run once, for up to two minutes; what comes after that is counted. */
    void awaitWarm(List<Load> loads) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        for (Load load : loads) {
            String sql =
                    "SELECT COUNT(*) FROM execute_task JOIN task ON task.id = task_id WHERE execute_task.status = '"
                            + load.status() + "' AND " + load.condition();
            if (!Times.await(() -> host.ask(sql) > 0, WARM_SECONDS, 200)) {
                wrong.add(load.name() + ": none has run in " + WARM_SECONDS + " s");
            }
        }
        count("every kind had run " + (System.nanoTime() - begin) / 1_000_000_000
                + " s after the first task was inserted");
    }

    /** From here on all is counted. */
    void count(String after) {
        countedFrom = System.currentTimeMillis();
        System.out.println("  " + after + "; from here on all is counted");
    }

    /** Takes a sample: a full collection with all its pauses, so what is skipped meanwhile is told, and held against nobody. */
    void sample(long second) throws IOException, InterruptedException {
        long begin = System.currentTimeMillis();
        Pulse pulse = Pulse.of(host.pid(), host.folder().resolve("histogram-" + second + ".txt"));
        pulses.add(pulse);
        recovered = System.currentTimeMillis() + RECOVERY_MILLIS;
        paused.add("x.fire_at BETWEEN " + (begin - RECOVERY_MILLIS) + " AND " + recovered);
        System.out.println(String.format(
                Locale.ROOT,
                "  %4d s  heap %6.1f MB  code %5.1f MB  resident %6.0f MB, %6.1f MB besides these  threads %3d  files %3d  interpreters %2d  plugin loaders %2d  metaspace %5.1f MB",
                second,
                pulse.heapMegabytes(),
                pulse.codeMegabytes(),
                pulse.resident().megabytes(),
                pulse.resident().otherMegabytes(),
                pulse.threads(),
                pulse.files(),
                pulse.interpreters(),
                pulse.pluginLoaders(),
                pulse.metaspaceMegabytes()));
    }

    /** Whether what begins at this time begins just after a sample. */
    boolean recovers(long millis) {
        return millis < recovered;
    }

    /** Whether all figures have stopped growing. */
    void checkFlat() {
        flat("heap, MB", Pulse::heapMegabytes, each -> Flatness.ofLows(each, 0.05, 5));
        flat("code, MB", Pulse::codeMegabytes, each -> Flatness.of(each, CODE_GROWTH, 5));
        flat("other, MB", pulse -> pulse.resident().otherMegabytes(), each -> Flatness.ofLows(each, 0.05, 20));
        flat("threads", Pulse::threads, each -> Flatness.of(each, 0.05, 3));
        flat("files", Pulse::files, each -> Flatness.of(each, 0.05, 3));
        flat("interpreters", Pulse::interpreters, each -> Flatness.of(each, 0, 1));
        flat("plugin loaders", Pulse::pluginLoaders, each -> Flatness.of(each, 0, 1));
        flat("metaspace, MB", Pulse::metaspaceMegabytes, each -> Flatness.of(each, 0.03, 3));
    }

    private void flat(String name, ToDoubleFunction<Pulse> figure, Function<List<Double>, Flatness> judge) {
        Flatness judged =
                judge.apply(pulses.stream().mapToDouble(figure).boxed().toList());
        String line = String.format(
                Locale.ROOT,
                "%-16s middle third %.1f, last third %.1f, %.1f more allowed; slope %+.2f a sample",
                name,
                judged.middle(),
                judged.last(),
                judged.allowed(),
                judged.slope());
        System.out.println("  " + line);
        if (!judged.isFlat()) {
            wrong.add("not flat: " + line);
        }
    }

    /** Each task's executions end as its body says; few are skipped, and none is missing. */
    void checkStatuses(List<Load> loads, double seconds) throws SQLException {
        for (Load load : loads) {
            List<String> counts = new ArrayList<>();
            long right = 0;
            long skipped = 0;
            long held = 0;
            for (Count count : counts(load)) {
                counts.add(count.executions() + " " + count.status());
                if (count.status().equals(load.status())) {
                    right = count.executions();
                } else if (count.status().equals("skipped") || count.status().equals("missed")) {
                    skipped += count.executions() - count.paused();
                    held += count.paused();
                } else {
                    wrong.add(load.name() + ": " + count.executions() + " are " + count.status());
                }
            }
            if (held > 0) {
                counts.add(held + " of these while a sample was taken");
            }
            System.out.println("  " + load.name() + ": " + String.join(", ", counts));
            double expected = (double) load.count() * seconds / load.everySeconds();
            if (right + held < expected * (1 - mostSkipped) - 2 * load.count()
                    || skipped > expected * mostSkipped + load.count()) {
                wrong.add(load.name() + ": of " + expected + " expected, " + right + " are right, " + skipped
                        + " skipped or missed");
            }
        }
        try (Stream<String> lines = Files.lines(host.log())) {
            lines.filter(line -> line.contains("abandoned")).forEach(wrong::add);
        } catch (IOException e) {
            wrong.add("its log cannot be read: " + e);
        }
    }

    private record Count(String status, long executions, long paused) {}

    private List<Count> counts(Load load) throws SQLException {
        return host.rows(
                "SELECT e.status, COUNT(*), SUM(" + String.join(" OR ", paused) + ") FROM execute_task e"
                        + " JOIN task ON task.id = e.task_id JOIN task_execution x ON x.execution_id = e.id"
                        + " WHERE x.fire_at >= " + countedFrom + " AND " + load.condition() + " GROUP BY e.status",
                row -> new Count(row.getString(1), row.getLong(2), row.getLong(3)));
    }
}

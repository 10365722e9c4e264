package dev.taskhost.bench;

import dev.taskhost.testkit.kills.SleepsTask;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A host under a load of all kinds for a while, of which one execution in a hundred fails and one is killed by its timeout:
 * whether what the host holds stays the same, and whether every execution ended as its body says.
 */
final class MixedTrial {
    private static final long SAMPLE_MILLIS = 30_000;
    private static final long SAMPLE_MILLIS_QUICK = 5_000;

    /** A fire time that meets its task still running is skipped, or missed when the next is due; the machine may have its moments. */
    private static final double MOST_SKIPPED = 0.01;

    private static final int REGULAR = 14;
    private static final int RARE_SECONDS = 7; // one task at this interval is one in a hundred of 14 at every second

    private static final List<Load> LOADS = List.of(
            Load.everySecond("python", "load.py:noop", REGULAR),
            Load.everySecond("async-python", "load.py:naps", REGULAR),
            Load.everySecond("javascript", "load.js:noop", REGULAR / 2),
            Load.everySecond("async-javascript", "load.js:naps", REGULAR / 2),
            Load.everySecond("java", "Noop", REGULAR),
            rare("python-fail", "load.py:fails", "{}", "fail"),
            rare("async-python-fail", "load.py:fails_later", "{}", "fail"),
            rare("javascript-fail", "load.js:fails", "{}", "fail"),
            rare("java-fail", "Fails", "{}", "fail"),
            rare("python-kill", "load.py:spins", "{\"timeout\": 1}", "timeout"),
            rare("async-python-kill", "load.py:awaits", "{\"timeout\": 1}", "timeout"),
            rare("javascript-kill", "load.js:spins", "{\"timeout\": 1}", "timeout"),
            rare("java-kill", "SleepsTask", "{\"timeout\": 1}", "timeout"));

    private final TaskhostProcess host;
    private final List<Pulse> pulses = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    private MixedTrial(TaskhostProcess host) {
        this.host = host;
    }

    private static Load rare(String name, String executeFunc, String extra, String status) {
        return new Load(name, executeFunc, 1, RARE_SECONDS, extra, status);
    }

    /**
     * Runs it and prints what it sees.
     *
     * @return whether all stayed flat, and every status is right
     */
    static boolean run(MariaDbServer server, Path distribution, double minutes, boolean quick) throws Exception {
        System.out.println("\nmixed, " + minutes + " minutes");
        Path folder = Files.createTempDirectory("taskhost-bench");
        boolean good;
        try (TaskhostProcess host = new TaskhostProcess(
                server,
                distribution,
                folder,
                (scripts, plugins) -> Load.write(scripts, plugins, Noop.class, Fails.class, SleepsTask.class))) {
            good = new MixedTrial(host).run((long) (minutes * 60_000), quick ? SAMPLE_MILLIS_QUICK : SAMPLE_MILLIS);
        }
        if (good) {
            Folders.delete(folder); // else the histograms and the log tell more
        }
        return good;
    }

    private boolean run(long millis, long sampleMillis) throws Exception {
        for (Load load : LOADS) {
            host.execute(Load.INSERT + String.join(",", load.rows()));
        }
        long begin = System.currentTimeMillis();
        for (long at = sampleMillis; at <= millis; at += sampleMillis) {
            Times.pass(Math.max(1, begin + at - System.currentTimeMillis()));
            sample(at / 1_000);
        }
        host.execute("UPDATE task SET is_valid = 0");
        if (!Times.await(() -> host.ask("SELECT COUNT(*) FROM execute_task WHERE status = 'todo'") == 0, 60, 200)) {
            wrong.add("some executions have not ended a minute after the last fire time");
        }
        checkFlat();
        checkStatuses(millis / 1_000);
        System.out.println(wrong.isEmpty() ? "  flat, every status right" : "  WRONG; see " + host.folder());
        wrong.forEach(line -> System.out.println("    " + line));
        return wrong.isEmpty();
    }

    private void sample(long second) throws IOException, InterruptedException {
        Pulse pulse = Pulse.of(host.pid(), host.folder().resolve("histogram-" + second + ".txt"));
        pulses.add(pulse);
        System.out.println(String.format(
                Locale.ROOT,
                "  %4d s  heap %6.1f MB  resident %6.0f MB  threads %3d  files %3d  interpreters %2d  plugin loaders %2d",
                second,
                pulse.heapMegabytes(),
                pulse.residentMegabytes(),
                pulse.threads(),
                pulse.files(),
                pulse.interpreters(),
                pulse.pluginLoaders()));
    }

    private void checkFlat() {
        flat("heap, MB", Pulse::heapMegabytes, 0.05, 5);
        flat("resident, MB", Pulse::residentMegabytes, 0.05, 20);
        flat("threads", Pulse::threads, 0.05, 3);
        flat("files", Pulse::files, 0.05, 3);
        flat("interpreters", Pulse::interpreters, 0, 1);
        flat("plugin loaders", Pulse::pluginLoaders, 0, 0);
    }

    private void flat(String name, ToDoubleFunction<Pulse> figure, double part, double absolute) {
        Flatness judged =
                Flatness.of(pulses.stream().mapToDouble(figure).boxed().toList(), part, absolute);
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
    private void checkStatuses(long seconds) throws SQLException {
        for (Load load : LOADS) {
            List<String> counts = new ArrayList<>();
            long right = 0;
            long skipped = 0;
            for (Count count : counts(load)) {
                counts.add(count.executions() + " " + count.status());
                if (count.status().equals(load.status())) {
                    right = count.executions();
                } else if (count.status().equals("skipped") || count.status().equals("missed")) {
                    skipped += count.executions();
                } else {
                    wrong.add(load.name() + ": " + count.executions() + " are " + count.status());
                }
            }
            System.out.println("  " + load.name() + ": " + String.join(", ", counts));
            double expected = (double) load.count() * seconds / load.everySeconds();
            if (right < expected * (1 - MOST_SKIPPED) - 2 * load.count()
                    || skipped > expected * MOST_SKIPPED + load.count()) {
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

    private record Count(String status, long executions) {}

    private List<Count> counts(Load load) throws SQLException {
        return host.rows(
                "SELECT execute_task.status, COUNT(*) FROM execute_task JOIN task ON task.id = task_id WHERE "
                        + load.condition() + " GROUP BY execute_task.status",
                row -> new Count(row.getString(1), row.getLong(2)));
    }
}

package dev.taskhost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What a host holds while it is under load, sample by sample, and what is not as it should be. Used by one thread. */
final class Steady {
    /** A fire time that meets its task still running is skipped, or missed when the next is due; the machine may have its moments. */
    private static final double MOST_SKIPPED = 0.01;

    private final TaskhostProcess host;
    private final List<Pulse> pulses = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    Steady(TaskhostProcess host) {
        this.host = host;
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

    /** Takes a sample. */
    void sample(long second) throws IOException, InterruptedException {
        Pulse pulse = Pulse.of(host.pid(), host.folder().resolve("histogram-" + second + ".txt"));
        pulses.add(pulse);
        System.out.println(String.format(
                Locale.ROOT,
                "  %4d s  heap %6.1f MB  resident %6.0f MB  threads %3d  files %3d  interpreters %2d  plugin loaders %2d  metaspace %5.1f MB",
                second,
                pulse.heapMegabytes(),
                pulse.residentMegabytes(),
                pulse.threads(),
                pulse.files(),
                pulse.interpreters(),
                pulse.pluginLoaders(),
                pulse.metaspaceMegabytes()));
    }

    /** Whether all figures have stopped growing. */
    void checkFlat() {
        flat("heap, MB", Pulse::heapMegabytes, 0.05, 5);
        flat("resident, MB", Pulse::residentMegabytes, 0.05, 20);
        flat("threads", Pulse::threads, 0.05, 3);
        flat("files", Pulse::files, 0.05, 3);
        flat("interpreters", Pulse::interpreters, 0, 1);
        flat("plugin loaders", Pulse::pluginLoaders, 0, 1);
        flat("metaspace, MB", Pulse::metaspaceMegabytes, 0.03, 3);
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
    void checkStatuses(List<Load> loads, double seconds) throws SQLException {
        for (Load load : loads) {
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

package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import dev.taskhost.testkit.plugin.TaskJar;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A host under load whose scripts change again and again, and whose jar is exchanged now and then: how soon each change is in
 * charge, whether what the host holds stays the same, and whether any task notices.
 */
final class SoakTrial {
    /** How often what it holds is looked at. */
    static final int SAMPLES = 30;

    private static final long MOST_MILLIS = 30_000;
    private static final long LOOK_MILLIS = 10;

    /** No change comes for so long before a sample: what is being replaced at a moment is noise, many times what is looked for. */
    private static final long REST_MILLIS = 8_000;

    /** What is promised; 99 of 100 are to keep it under this load, beside samples. */
    private static final long PROMISED_MILLIS = 2_000;

    /**
     * Between two changes, at least. Each has Python open interpreters anew, some 200 ms of a processor for each; twice as often, two
     * processors do little else, and tasks of every second are skipped.
     */
    private static final long PACE_MILLIS = 1_000;

    /** So many come before anything is counted: what a change does has to be compiled first, like all else. */
    private static final int WARMING = 120;

    /**
     * Of tasks of every second. What Python loads for each change anew takes the processors for some 400 ms, and where that falls
     * on the second, two processors have not done all within it.
     */
    private static final double MOST_SKIPPED = 0.05;

    /** Every tenth text is bad: the one before stays in charge, and nobody notices. */
    private static final int BAD = 10;

    private static final List<Load> LOADS = List.of(
            Load.everySecond("python", "load.py:noop", 7),
            Load.everySecond("async-python", "load.py:naps", 7),
            Load.everySecond("changing", "soak.py:soak", 7),
            Load.everySecond("changing-javascript", "soak.js:soak", 7),
            Load.everySecond("javascript", "load.js:noop", 7),
            Load.everySecond("java", "Noop", 7));

    private final TaskhostProcess host;
    private final Steady steady;
    private final List<Long> live = new ArrayList<>();
    private final List<Long> afterSamples = new ArrayList<>();

    private SoakTrial(TaskhostProcess host) {
        this.host = host;
        this.steady = new Steady(host, MOST_SKIPPED);
    }

    /**
     * Runs it and prints what it sees.
     *
     * @param generations how many changes of the scripts
     * @param swaps how many exchanges of the jar, spread over these
     * @return whether all was as promised
     */
    static boolean run(MariaDbServer server, Path distribution, int generations, int swaps) throws Exception {
        System.out.println("\nsoak, " + generations + " generations of scripts, " + swaps + " exchanges of a jar");
        Path folder = Files.createTempDirectory("taskhost-bench");
        boolean good;
        try (TaskhostProcess host = new TaskhostProcess(server, distribution, folder, SoakTrial::fill)) {
            good = new SoakTrial(host).run(generations, swaps);
        }
        if (good) {
            Folders.delete(folder);
        }
        return good;
    }

    private static void fill(Path scripts, Path plugins) throws IOException {
        Load.write(scripts, plugins, Noop.class);
        write(scripts, 0);
    }

    /** A Python helper that a task imports, and a JavaScript task, in turns. */
    private static void write(Path scripts, int number) throws IOException {
        boolean bad = Math.floorMod(number, BAD) == BAD - 1;
        if (number % 2 == 0) {
            replace(scripts.resolve("soak_helper.py"), "NUMBER = " + number + "\n");
        }
        if (number == 0) {
            replace(
                    scripts.resolve("soak.py"),
                    "import soak_helper\n\n\ndef soak(task_key, **kwargs):\n    return soak_helper.NUMBER\n");
        }
        if (number % 2 != 0 || number == 0) {
            replace(
                    scripts.resolve("soak.js"),
                    "exports.soak = () => " + number + ";\n" + (bad ? "throw new Error('bad');\n" : ""));
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean run(int generations, int swaps) throws Exception {
        for (Load load : LOADS) {
            host.execute(Load.INSERT + String.join(",", load.rows()));
        }
        steady.awaitWarm(LOADS);
        int warming = Math.min(WARMING, generations / 10);
        for (int number = -warming; number < 0; number++) {
            change(number);
        }
        live.clear();
        afterSamples.clear();
        steady.count(warming + " changes were made");
        long begin = System.nanoTime();
        for (int number = 1; number <= generations; number++) {
            change(number);
            if (number * (long) swaps / generations > (number - 1) * (long) swaps / generations) {
                swap(number);
            }
            if (number * SAMPLES / generations > (number - 1) * SAMPLES / generations) {
                Times.pass(REST_MILLIS);
                steady.sample((System.nanoTime() - begin) / 1_000_000_000);
            }
        }
        steady.rest();
        double seconds = (System.nanoTime() - begin) / 1e9;
        steady.checkFlat();
        steady.checkStatuses(LOADS, seconds);
        checkTimes();
        return steady.isFine();
    }

    /** Writes a text, and waits until the host says what became of it. */
    private void change(int number) throws IOException, InterruptedException {
        String before = newest();
        long begin = System.currentTimeMillis();
        long written = System.nanoTime();
        write(host.folder().resolve("scripts"), number);
        if (Times.await(() -> !newest().equals(before), MOST_MILLIS / 1_000, LOOK_MILLIS)) {
            long millis = (System.nanoTime() - written) / 1_000_000;
            (steady.recovers(begin) ? afterSamples : live).add(millis);
            Times.pass(Math.max(0, PACE_MILLIS - millis));
        } else {
            steady.wrong("change " + number + " was not taken up within " + MOST_MILLIS + " ms");
        }
    }

    /** The newest record of the history: another one, or the same with something held back, changes it. */
    private String newest() {
        Path records = host.folder().resolve("data/scripts/generations");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(records, "*.json")) {
            List<Path> sorted = new ArrayList<>();
            all.forEach(sorted::add);
            Path last = sorted.stream().max(Comparator.naturalOrder()).orElseThrow();
            return last.getFileName() + " " + Files.getLastModifiedTime(last);
        } catch (IOException e) {
            return "";
        }
    }

    private void swap(int number) throws IOException {
        Path jar = host.folder().resolve("plugins/Noop.jar");
        Path unfinished = host.folder().resolve("Noop.jar.new");
        TaskJar.write(unfinished, Noop.class, Integer.toString(number));
        Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String told(List<Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%,d changes, p50 %,d ms, p99 %,d ms, max %,d ms",
                        sorted.size(),
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() * 99 / 100),
                        sorted.getLast());
    }

    private void checkTimes() throws SQLException {
        System.out.println(
                "  from the write to the record of it: " + told(live) + "; just after samples: " + told(afterSamples));
        long late = live.stream().filter(millis -> millis > PROMISED_MILLIS).count();
        if (late * 100 > live.size()) {
            steady.wrong(late + " of " + live.size() + " changes took more than " + PROMISED_MILLIS + " ms");
        }
        System.out.println("  executions name "
                + host.ask("SELECT COUNT(DISTINCT generation) FROM task_execution WHERE generation LIKE 'scripts %'")
                + " generations of scripts and "
                + host.ask("SELECT COUNT(DISTINCT generation) FROM task_execution WHERE generation LIKE 'Noop %'")
                + " versions of the jar");
    }
}

package dev.taskhost.bench;

import dev.taskhost.testkit.kills.Kill;
import dev.taskhost.testkit.kills.KillRun;
import dev.taskhost.testkit.kills.Victim;
import dev.taskhost.testkit.kills.Way;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Kills of all kinds on a host that has other things to do: how soon each ends, and how late the others are meanwhile. */
final class KillsTrial {
    /** Until nearly all that fired in the last seconds has succeeded as soon as that. */
    private static final long CALM_MILLIS = 700;

    private static final double CALM_SHARE = 0.98;

    private static final long CALM_SECONDS = 240;
    private static final long BEFORE_MILLIS = 20_000;
    private static final long WITHIN_MILLIS = 1_000;
    private static final double SHARE_WITHIN = 0.99;

    /** Victims at once, beside which a worker of each language stays free by default. */
    private static final int ALIVE = 3;

    private final List<Load> loads;
    private final TaskhostProcess host;
    private final List<String> wrong = new ArrayList<>();

    private KillsTrial(TaskhostProcess host, int load) {
        this.host = host;
        this.loads = List.of(
                Load.everySecond("python", "load.py:noop", part(load, 25)),
                Load.everySecond("async-python", "load.py:naps", part(load, 5)),
                Load.everySecond("javascript", "load.js:noop", part(load, 25)),
                Load.everySecond("async-javascript", "load.js:naps", part(load, 5)),
                Load.everySecond("java", "Noop", part(load, 40)));
    }

    private static int part(int load, int percent) {
        return Math.max(1, load * percent / 100);
    }

    /**
     * Runs it and prints what it sees.
     *
     * @param load tasks of every second beside the kills
     * @return whether all was as promised
     */
    static boolean run(MariaDbServer server, Path distribution, int count, int load, long seed) throws Exception {
        System.out.println("\nkills, " + count + " beside " + load + " tasks of every second; again with --kills "
                + count + " --load " + load + " --seed " + seed);
        Path folder = Files.createTempDirectory("taskhost-bench");
        boolean good;
        try (TaskhostProcess host = new TaskhostProcess(server, distribution, folder, KillsTrial::fill)) {
            good = new KillsTrial(host, load)
                    .run(new KillRun(server, host.database(), folder.resolve("markers"), seed), count);
        }
        if (good) {
            Folders.delete(folder);
        }
        return good;
    }

    private static void fill(Path scripts, Path plugins) throws IOException {
        Victim.write(scripts, plugins);
        Load.write(scripts, plugins, Noop.class);
    }

    private boolean run(KillRun run, int count) throws Exception {
        for (Load load : loads) {
            host.execute(Load.INSERT + String.join(",", load.rows()));
        }
        if (!Times.await(this::isCalm, CALM_SECONDS, 2_000)) {
            System.out.println("  the load alone is too much for this machine; it goes on all the same");
        }
        long before = System.currentTimeMillis();
        Times.pass(BEFORE_MILLIS);
        long begin = System.currentTimeMillis();
        List<Kill> kills = run.run(count, ALIVE);
        long end = System.currentTimeMillis();
        Times.pass(2_000); // what fired last has ended by then

        tell(kills);
        System.out.println("  the others, ms late: start and end after the fire time");
        for (Load load : loads) {
            lateness(load, "before", before, begin);
            lateness(load, "during", begin, end);
        }
        checkHost();
        System.out.println(wrong.isEmpty() ? "  nothing wrong" : "  WRONG; see " + host.log());
        wrong.forEach(line -> System.out.println("    " + line));
        return wrong.isEmpty();
    }

    /** The languages are compiled while they run, so the first seconds are late. */
    private boolean isCalm() {
        long now = System.currentTimeMillis();
        String recent =
                " FROM task_execution JOIN execute_task ON execute_task.id = execution_id JOIN task ON task.id ="
                        + " task_execution.task_id WHERE fire_at BETWEEN " + (now - 8_000) + " AND " + (now - 1_500);
        String soon = " AND execute_task.status = 'success' AND ended_at - fire_at < " + CALM_MILLIS;
        long all = host.ask("SELECT COUNT(*)" + recent);
        return all > 0 && host.ask("SELECT COUNT(*)" + recent + soon) >= all * CALM_SHARE;
    }

    private void tell(List<Kill> kills) {
        for (Victim victim : Victim.values()) {
            tell(word(victim), kills, kill -> kill.victim() == victim);
        }
        for (Way way : Way.values()) {
            tell("by " + word(way), kills, kill -> kill.way() == way);
        }
        double share = tell("all", kills, kill -> true);
        if (share < SHARE_WITHIN) {
            wrong.add("fewer than " + SHARE_WITHIN * 100 + " % of the kills were over within " + WITHIN_MILLIS + " ms");
        }
        long early = kills.stream().filter(kill -> !kill.begun()).count();
        long threads = kills.stream().filter(Kill::threadsWentOn).count();
        System.out.println("  " + early + " were stopped before their first line; threads of " + threads
                + " went on after the end of their body");
        kills.forEach(kill -> kill.wrong()
                .forEach(what -> wrong.add("execution " + kill.executionId() + ", " + word(kill.victim()) + " by "
                        + word(kill.way()) + ": " + what)));
    }

    /** Prints how soon these were over; answers how many were in time, as a part of 1. */
    private static double tell(String name, List<Kill> all, Predicate<Kill> which) {
        long[] millis =
                all.stream().filter(which).mapToLong(Kill::millis).sorted().toArray();
        double share = (double) Arrays.stream(millis)
                        .filter(each -> each <= WITHIN_MILLIS)
                        .count()
                / millis.length;
        System.out.println(String.format(
                Locale.ROOT,
                "  %-32s %3d  p50 %,6.0f  p99 %,6.0f  max %,6.0f ms  within 1 s %5.1f %%",
                name,
                millis.length,
                Figures.at(millis, 0.5),
                Figures.at(millis, 0.99),
                Figures.at(millis, 1),
                100 * share));
        return share;
    }

    private void lateness(Load load, String when, long from, long to) throws SQLException {
        String which = " FROM task_execution JOIN execute_task ON execute_task.id = execution_id JOIN task ON task.id ="
                + " task_execution.task_id WHERE " + load.condition() + " AND fire_at >= " + from + " AND fire_at < "
                + to;
        String succeeded = which + " AND execute_task.status = 'success'";
        Figures started = new Figures().lateness("start ", host.column("SELECT started_at - fire_at" + succeeded));
        Figures ended = new Figures().lateness("end ", host.column("SELECT ended_at - fire_at" + succeeded));
        long all = host.ask("SELECT COUNT(*)" + which);
        long others = all - host.ask("SELECT COUNT(*)" + succeeded);
        System.out.println(String.format(
                Locale.ROOT,
                "  %-18s %s %,7d, %d not success: %s, %s",
                load.name(),
                when,
                all,
                others,
                started.line(),
                ended.line()));
        long failed = host.ask("SELECT COUNT(*)" + which + " AND execute_task.status NOT IN ('success', 'skipped')");
        if (failed > 0) {
            wrong.add(failed + " of " + load.name() + ", which nobody killed, ended otherwise");
        }
    }

    private void checkHost() throws IOException {
        try (Stream<String> lines = Files.lines(host.log())) {
            lines.filter(line -> line.contains("abandoned")).forEach(wrong::add);
        }
        long left = ProcessHandle.of(host.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .count();
        if (!host.isAlive() || left > 0) {
            wrong.add(host.isAlive() ? left + " processes are left" : "the host has ended");
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

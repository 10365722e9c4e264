package dev.taskhost.bench;

import dev.taskhost.testkit.kills.SleepsTask;
import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A host under a load of all kinds for a while, of which one execution in a hundred fails and one is killed by its timeout:
 * whether what the host holds stays the same, and whether every execution ended as its body says.
 */
final class MixedTrial {
    private static final long SAMPLE_MILLIS = 30_000;
    private static final long SAMPLE_MILLIS_QUICK = 5_000;

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
    private final Steady steady;

    private MixedTrial(TaskhostProcess host) {
        this.host = host;
        this.steady = new Steady(host, 0.01);
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
        steady.awaitWarm(LOADS);
        long begin = System.currentTimeMillis();
        for (long at = sampleMillis; at <= millis; at += sampleMillis) {
            Times.pass(Math.max(1, begin + at - System.currentTimeMillis()));
            steady.sample(at / 1_000);
        }
        steady.rest();
        steady.checkFlat();
        steady.checkStatuses(LOADS, millis / 1e3);
        return steady.isFine();
    }
}

package dev.taskhost.testkit.kills;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Kills executions of all kinds in all ways on a host that runs already; which, how and when follows from a seed alone. Some
 * live at once, each on a row of its own. Used by one thread.
 */
public final class KillRun {
    private static final int MOST_DELAY_MILLIS = 1_000;
    private static final int SHORTEST_TIMEOUT_MILLIS = 3_000;

    private final MariaDbServer server;
    private final String database;
    private final Path folder;
    private final Random random;

    /**
     * @param database of the host, whose folders hold {@link Victim#write the victims}
     * @param folder for files of the victims
     * @param seed of all that is random
     */
    public KillRun(MariaDbServer server, String database, Path folder, long seed) {
        this.server = server;
        this.database = database;
        this.folder = folder;
        this.random = new Random(seed);
    }

    /**
     * @param number names its row
     * @param delayMillis from the body's first line to the kill; of a timeout, added to the shortest
     */
    private record Plan(int number, Victim victim, Way way, int delayMillis) {}

    /**
     * Kills.
     *
     * @param count how many; a replaced execution's successor is killed and counted as well
     * @param alive most victims at once
     */
    public List<Kill> run(int count, int alive) throws Exception {
        Files.createDirectories(folder);
        ThreadFactory names = Thread.ofPlatform().name("killer-", 1).factory();
        try (ExecutorService killers = Executors.newFixedThreadPool(alive, names)) {
            List<Future<List<Kill>>> all = new ArrayList<>();
            for (Plan plan : plans(count)) {
                all.add(killers.submit(() -> kill(plan)));
            }
            return collect(killers, all);
        }
    }

    private static List<Kill> collect(ExecutorService killers, List<Future<List<Kill>>> all) throws Exception {
        List<Kill> kills = new ArrayList<>();
        try {
            for (Future<List<Kill>> each : all) {
                kills.addAll(each.get());
            }
            return kills;
        } catch (Exception e) {
            killers.shutdownNow(); // the first failure tells enough
            throw e;
        }
    }

    /** Every victim as often as any other, and each time in another way. */
    private List<Plan> plans(int count) {
        List<Victim> victims = List.of(Victim.values());
        List<Way> ways = List.of(Way.values());
        List<Plan> plans = new ArrayList<>();
        int kills = 0;
        for (int round = 0; kills < count; round++) {
            List<Victim> shuffled = new ArrayList<>(victims);
            Collections.shuffle(shuffled, random);
            for (Victim victim : shuffled) {
                Way way = ways.get((round + victims.indexOf(victim)) % ways.size());
                if (kills < count) {
                    plans.add(new Plan(plans.size(), victim, way, random.nextInt(MOST_DELAY_MILLIS)));
                    kills += way == Way.REPLACE ? 2 : 1;
                }
            }
        }
        return plans;
    }

    private List<Kill> kill(Plan plan) throws Exception {
        try (Connection connection = server.connect(database)) {
            VictimRow row = VictimRow.insert(
                    connection, plan.victim(), plan.way(), "victim" + plan.number(), folder, timeoutMillis(plan));
            long first = row.awaitStart(0);
            if (plan.way() == Way.TIMEOUT) {
                return List.of(row.timedOut(first, timeoutMillis(plan)));
            }
            row.awaitBegun(first);
            VictimRow.pass(plan.delayMillis());
            if (plan.way() == Way.KILL) {
                return List.of(row.ended(first, Way.KILL, row.kill(first)));
            }
            Kill replaced = row.ended(first, Way.REPLACE, row.replace());
            long second = row.awaitStart(first);
            row.awaitBegun(second);
            return List.of(replaced, row.ended(second, Way.KILL, row.kill(second)));
        }
    }

    private static int timeoutMillis(Plan plan) {
        return SHORTEST_TIMEOUT_MILLIS + plan.delayMillis();
    }
}

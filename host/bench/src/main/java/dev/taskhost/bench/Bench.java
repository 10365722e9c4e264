package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures workloads over systems, one after the other, and prints the medians. */
public final class Bench {
    private static final String HELP = """
            Measures taskhost beside its peers, on a MariaDB of its own with its defaults: a commit waits for the disk.

            Usage: host/bench/run [WORKLOAD…] [--peers NAMES] [--repeat N] [--server PROGRAM] [--json] [--quick]
                   host/bench/run kills [--kills N] [--load N] [--seed N] | mixed [--minutes N] | soak [--generations N]
                                  [--server PROGRAM] [--quick]
                   host/bench/run packages|peewee|sql --from DIR

            Workloads: drain, every-second, burst, register, bodies; all of these when none is named.
            bodies    calls of Python and JavaScript through the script runtime alone, beside python3 and node
            kills     executions of all kinds are killed in all ways, beside a load: how soon they end, how late others are
            mixed     a load of all kinds, 1 % of it failing and 1 % killed: whether memory, threads and files stay flat
            soak      scripts that change again and again, and a tenth as many exchanges of a jar, under load: the same
                      kills, mixed and soak end with 1 when something is not as promised
            packages  Python packages of a folder (wheels, .deb files) are installed, and used by a task each
            peewee    peewee's own tests, from its unpacked source, through the host's MySQL driver
            sql       what queries cost bodies through the host's pools, beside PyMySQL, which the folder has unpacked
            --peers   taskhost,taskhost-python,db-scheduler,quartz; all when it is left out
            --repeat  how often each is measured; the median counts. Default: 3
            --server  an installed mariadbd to use, e.g. /usr/sbin/mariadbd; else MariaDB 11.4 is brought along
            --kills   how many; default: 200
            --load    tasks of every second beside the kills; default: 200
            --seed    of what is killed when; default: drawn and printed
            --minutes how long mixed lasts; default: 10
            --generations how many changes of the scripts; default: 2000
            --json    one JSON object a line, for programs
            --quick   small numbers, once: shows that it works, measures nothing
            """;
    private static final Map<Workload, List<Integer>> SIZES = new EnumMap<>(Map.of(
            Workload.DRAIN, List.of(20_000),
            Workload.EVERY_SECOND, List.of(2_000, 5_000, 10_000),
            Workload.BURST, List.of(1_000),
            Workload.REGISTER, List.of(100_000)));
    private static final int QUICK_DIVISOR = 20;

    private final List<Workload> workloads = new ArrayList<>();
    private List<String> systems = List.of("taskhost", "taskhost-python", "db-scheduler", "quartz");
    private int repeat = 3;
    private int kills = 200;
    private int load = 200;
    private long seed = System.currentTimeMillis();
    private double minutes = 10;
    private boolean bodies;
    private boolean killing;
    private boolean mixed;
    private boolean soak;
    private int generations = 2_000;
    private boolean quick;
    private boolean json;
    private @Nullable Path server;
    private boolean packages;
    private boolean peewee;
    private boolean sql;
    private @Nullable Path from;

    private Bench() {}

    /** Runs what the command line names. */
    public static void main(String[] args) throws Exception {
        Bench bench = new Bench();
        if (!bench.read(args)) {
            System.out.print(HELP);
            System.exit(List.of(args).contains("--help") ? 0 : 2);
        }
        System.exit(bench.run() ? 0 : 1);
    }

    private boolean read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            boolean more = i + 1 < args.length;
            if (args[i].equals("--quick")) {
                quick = true;
                repeat = 1;
            } else if (args[i].equals("--json")) {
                json = true;
            } else if (args[i].equals("--server") && more) {
                server = Path.of(args[++i]);
            } else if (args[i].equals("packages")) {
                packages = true;
            } else if (args[i].equals("peewee")) {
                peewee = true;
            } else if (args[i].equals("sql")) {
                sql = true;
            } else if (args[i].equals("--from") && more) {
                from = Path.of(args[++i]);
            } else if (args[i].equals("--repeat") && more) {
                repeat = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--peers") && more) {
                systems = List.of(args[++i].split(",", -1));
            } else if (args[i].equals("--kills") && more) {
                kills = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--load") && more) {
                load = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--seed") && more) {
                seed = Long.parseLong(args[++i]);
            } else if (args[i].equals("--minutes") && more) {
                minutes = Double.parseDouble(args[++i]);
            } else if (args[i].equals("bodies")) {
                bodies = true;
            } else if (args[i].equals("kills")) {
                killing = true;
            } else if (args[i].equals("mixed")) {
                mixed = true;
            } else if (args[i].equals("soak")) {
                soak = true;
            } else if (args[i].equals("--generations") && more) {
                generations = Integer.parseInt(args[++i]);
            } else if (!args[i].startsWith("-")) {
                workloads.add(Workload.of(args[i]));
            } else {
                return false;
            }
        }
        if (workloads.isEmpty() && !bodies && !killing && !mixed && !soak && !packages && !peewee && !sql) {
            bodies = true;
            workloads.addAll(List.of(Workload.values()));
        }
        return (packages || peewee || sql) == (from != null);
    }

    /** Whether all promises were kept, as far as these workloads know them. */
    private boolean run() throws Exception {
        boolean good = true;
        if (killing) {
            try (MariaDbServer database = MariaDbServer.startDurable(server)) {
                good = KillsTrial.run(database, distribution(), quick ? kills / 10 : kills, load, seed);
            }
        }
        if (mixed) {
            try (MariaDbServer database = MariaDbServer.startDurable(server)) {
                good &= MixedTrial.run(database, distribution(), minutes, quick);
            }
        }
        if (soak) {
            try (MariaDbServer database = MariaDbServer.startDurable(server)) {
                int count = quick ? Math.max(SoakTrial.SAMPLES, generations / QUICK_DIVISOR) : generations;
                good &= SoakTrial.run(database, distribution(), count, count / 10);
            }
        }
        if (from != null) {
            Path folder = from.toAbsolutePath();
            try (MariaDbServer database = MariaDbServer.startDurable(server)) {
                good &= !packages || PackagesTrial.run(database, distribution(), folder);
                good &= !peewee || PeeweeTrial.run(database, distribution(), folder);
                if (sql) {
                    SqlTrial.run(database, distribution(), folder, quick);
                }
            }
        }
        if (bodies) {
            BodiesTrial.run(distribution(), quick);
        }
        for (Workload workload : workloads) {
            for (int size : SIZES.getOrDefault(workload, List.of())) {
                int count = quick ? Math.max(1, size / QUICK_DIVISOR) : size;
                if (!json) {
                    System.out.println("\n" + workload.word() + ", " + count + " tasks");
                }
                for (String system : systems) {
                    if (!system.equals("taskhost-python") || workload == Workload.DRAIN) {
                        System.out.println(measure(system, workload, count));
                    }
                }
            }
        }
        return good;
    }

    /** The medians of the trials, on one line. */
    private String measure(String system, Workload workload, int count) throws Exception {
        List<Figures> trials = new ArrayList<>();
        for (int i = 0; i < repeat; i++) {
            try (MariaDbServer database = MariaDbServer.startDurable(server)) {
                trials.add(
                        system.startsWith("taskhost")
                                ? taskhost(database, system.endsWith("python"), workload, count)
                                : PeerTrial.run(database, system, workload, count));
            } catch (IOException | IllegalStateException e) {
                return line(system, workload, count, "failed: " + e.getMessage(), "\"failed\":true");
            }
        }
        Figures median = Figures.median(trials);
        return line(system, workload, count, median.line(), "\"figures\":" + median.json());
    }

    private String line(String system, Workload workload, int count, String text, String member) {
        return json
                ? "{\"workload\":\"%s\",\"tasks\":%d,\"system\":\"%s\",\"trials\":%d,%s}"
                        .formatted(workload.word(), count, system, repeat, member)
                : "  %-16s %s".formatted(system, text);
    }

    private static Figures taskhost(MariaDbServer server, boolean python, Workload workload, int count)
            throws Exception {
        Path folder = Files.createTempDirectory("taskhost-bench");
        Figures figures;
        try (TaskhostTrial trial = new TaskhostTrial(server, distribution(), folder, python)) {
            figures = trial.run(workload, count);
        }
        Folders.delete(folder); // kept when it failed: its log says why
        return figures;
    }

    private static Path distribution() {
        return Path.of(System.getProperty("bench.distribution")).toAbsolutePath();
    }
}

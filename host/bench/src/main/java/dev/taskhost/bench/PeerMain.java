package dev.taskhost.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A peer in its own process: does one workload and prints its figures as its last line. */
public final class PeerMain {
    private static final int THREADS = 32;
    private static final long LIMIT_SECONDS = 240;
    private static final int ROUNDS = 6;
    private static final int WINDOW_SECONDS = 20;
    private static final int IDLE_SECONDS = 30;
    private static final int SETTLE_SECONDS = 45;

    private final Peer peer;
    private final Recorder recorder;
    private final long server;

    private PeerMain(Peer peer, Recorder recorder, long server) {
        this.peer = peer;
        this.recorder = recorder;
        this.server = server;
    }

    /**
     * Does it.
     *
     * @param args peer, workload, how many tasks, JDBC address, process id of the server
     */
    public static void main(String[] args) throws Exception {
        Workload workload = Workload.of(args[1]);
        int count = Integer.parseInt(args[2]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[3]);
        config.setUsername("root");
        config.setPassword("");
        config.setMaximumPoolSize(THREADS + 4);
        HikariDataSource pool = new HikariDataSource(config);
        Recorder recorder = new Recorder(count * (workload == Workload.EVERY_SECOND ? 60 : 2));
        Figures figures =
                new PeerMain(peer(args[0], pool, recorder), recorder, Long.parseLong(args[4])).run(workload, count);
        System.out.println(figures.line());
        System.exit(0); // their threads need not end in order
    }

    private static Peer peer(String name, HikariDataSource pool, Recorder recorder) throws Exception {
        if (name.equals("quartz")) {
            return QuartzPeer.open(pool, THREADS, recorder);
        }
        return new DbSchedulerPeer(pool, THREADS, recorder);
    }

    private Figures run(Workload workload, int count) throws Exception {
        peer.createTables();
        Figures figures = switch (workload) {
            case DRAIN -> drain(count);
            case EVERY_SECOND -> everySecond(count);
            case BURST -> burst(count);
            case REGISTER -> register(count);
        };
        peer.stop();
        return figures;
    }

    private Figures drain(int count) throws Exception {
        Figures figures = new Figures();
        for (int round = 1; round <= ROUNDS; round++) {
            recorder.clear();
            peer.scheduleOnce(count, Instant.now());
            Cpu.Both before = Cpu.Both.used(ProcessHandle.current().pid(), server);
            if (round == 1) {
                peer.start();
            }
            if (!Times.await(() -> recorder.count() >= count, LIMIT_SECONDS, 20)) {
                throw new IllegalStateException("only " + recorder.count() + " of " + count + " were executed");
            }
            if (round == 1 || round == ROUNDS) {
                figures.put(round == 1 ? "cold /s" : "warm /s", recorder.perSecond());
            }
            if (round == ROUNDS) {
                before.put(figures, count);
            }
        }
        return figures;
    }

    private Figures everySecond(int count) throws Exception {
        Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        peer.scheduleEverySecond(count, first);
        peer.start();
        Times.pass(10_000);
        long from = (System.currentTimeMillis() / 1_000 + 1) * 1_000;
        long to = from + WINDOW_SECONDS * 1_000L;
        Times.pass(to - System.currentTimeMillis() + 500);
        long[] late = recorder.lateness(from, to);
        return new Figures()
                .put("done %", 100.0 * late.length / ((double) count * WINDOW_SECONDS))
                .lateness("", late);
    }

    private Figures burst(int count) throws Exception {
        Figures figures = new Figures();
        peer.start();
        for (int round = 1; round <= ROUNDS; round++) {
            recorder.clear();
            Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3);
            peer.scheduleOnce(count, at);
            Times.await(() -> recorder.count() >= count, LIMIT_SECONDS, 20);
            if (round == 1 || round == ROUNDS) {
                figures.lateness(round == 1 ? "cold " : "warm ", recorder.lateness(0, Long.MAX_VALUE));
            }
        }
        return figures;
    }

    private Figures register(int count) throws Exception {
        long began = System.nanoTime();
        peer.scheduleHourly(count);
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1_000.0;
        peer.start();
        return idle(ProcessHandle.current().pid(), new Figures().put("registered s", seconds));
    }

    /** Adds memory and idle CPU of a process, once it has come to rest. */
    static Figures idle(long pid, Figures figures) throws Exception {
        Times.pass(SETTLE_SECONDS * 1_000L);
        Duration before = Cpu.used(pid);
        Times.pass(IDLE_SECONDS * 1_000L);
        double used = Cpu.used(pid).minus(before).toMillis() / 1_000.0;
        return figures.put("RSS MB", Cpu.residentMegabytes(pid)).put("idle CPU s/min", used * 60 / IDLE_SECONDS);
    }
}

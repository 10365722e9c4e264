package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A peer in a process of its own, see {@link PeerMain}. */
final class PeerTrial {
    /** Longer than all its own limits together. */
    private static final long LIMIT_MINUTES = 20;

    private PeerTrial() {}

    /**
     * Measures it once.
     *
     * @throws IOException when it fails or does not end; its output says why and is kept
     */
    static Figures run(MariaDbServer server, String peer, Workload workload, int count)
            throws IOException, InterruptedException {
        String url = "jdbc:mysql://127.0.0.1:" + server.port() + "/" + server.newDatabase()
                + "?rewriteBatchedStatements=true&cachePrepStmts=true&useServerPrepStmts=true"
                + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true";
        Path out = Files.createTempFile("taskhost-bench", ".log");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Duser.timezone=UTC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerMain.class.getName(),
                        peer,
                        workload.word(),
                        Integer.toString(count),
                        url,
                        Long.toString(server.pid()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        List<String> lines = Files.readAllLines(out);
        if (!ended || process.exitValue() != 0 || lines.isEmpty()) {
            throw new IOException(
                    peer + (ended ? " ended with " + process.exitValue() : " did not end") + "; see " + out);
        }
        Files.delete(out);
        return Figures.parse(lines.getLast());
    }
}

package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.IOException;
import java.nio.file.Path;

/** The tests of peewee itself, in a task body, through the host's driver. */
final class PeeweeTrial {
    private static final String SUITE = "peewee_suite.py";

    private PeeweeTrial() {}

    /**
     * Runs them and prints what comes of it.
     *
     * @param source the unpacked source of peewee, with its folder {@code tests}
     * @return whether all went well but those that need SQLite
     */
    static boolean run(MariaDbServer server, Path distribution, Path source) throws IOException, InterruptedException {
        System.out.println("\npeewee's own tests, from " + source);
        server.execute("CREATE DATABASE peewee_test CHARACTER SET utf8mb4");
        Path folder = BodyFolder.make(server, "peewee_test", "peewee_test", SUITE);
        BodyFolder.Answer ended = BodyFolder.run(
                new ProcessBuilder(BodyFolder.call(distribution, folder, "shared", SUITE + ":run", source.toString())));
        String answer = ended.text();
        System.out.println("  " + answer + ", exit code " + ended.exitCode());
        boolean good = answer.endsWith("\"wrong\": []}");
        System.out.println(good ? "  nothing wrong" : "  WRONG");
        if (good) {
            Folders.delete(folder);
        }
        return good;
    }
}

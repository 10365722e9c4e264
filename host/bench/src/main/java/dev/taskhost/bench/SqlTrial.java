package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What queries cost task bodies through the host's pools, beside PyMySQL in a body and in python3. */
final class SqlTrial {
    private static final String BODY = "sql_rows.py";
    private static final String DATABASE = "bench_sql";

    private final Path distribution;
    private final Path folder;
    private final Path packages;
    private final String port;
    private final int seconds;

    private SqlTrial(Path distribution, Path folder, Path packages, int port, boolean quick) {
        this.distribution = distribution;
        this.folder = folder;
        this.packages = packages;
        this.port = Integer.toString(port);
        this.seconds = quick ? 1 : 12;
    }

    /**
     * Runs it and prints a table.
     *
     * @param packages a folder in which the package pymysql is
     */
    static void run(MariaDbServer server, Path distribution, Path packages, boolean quick)
            throws IOException, InterruptedException {
        System.out.println(
                "\nsql, microseconds: a query of one row, a row read of 20,000, a row of 2,000 written at once");
        server.execute("CREATE DATABASE " + DATABASE + " CHARACTER SET utf8mb4");
        server.execute("CREATE TABLE " + DATABASE + ".bench_rows (id INT PRIMARY KEY, n BIGINT, t VARCHAR(40),"
                + " d DECIMAL(10,2), m DATETIME) ENGINE = InnoDB");
        server.execute("INSERT INTO " + DATABASE + ".bench_rows SELECT seq, seq, CONCAT('text ', seq), seq / 4,"
                + " '2026-11-26 01:02:03' + INTERVAL seq SECOND FROM " + DATABASE + ".seq_1_to_20000");
        server.execute("CREATE TABLE " + DATABASE
                + ".bench_into (id INT PRIMARY KEY, t VARCHAR(40), d DECIMAL(10,2)) ENGINE = InnoDB");
        Path folder = BodyFolder.make(server, "bench", DATABASE, BODY);
        Path body = folder.resolve("scripts").resolve(BODY);
        SqlTrial trial = new SqlTrial(distribution, folder, packages, server.port(), quick);
        tell("PyMySQL, python3", trial.program(body));
        tell("PyMySQL, in a body", trial.body("pymysql", "shared"));
        tell("taskhost, in a body", trial.body("taskhost", "shared"));
        tell("taskhost, cpython", trial.body("taskhost", "cpython"));
        tell("taskhost, process", trial.body("taskhost", "process"));
        Folders.delete(folder);
    }

    private ProcessBuilder program(Path body) {
        ProcessBuilder builder =
                new ProcessBuilder("python3", body.toString(), "pymysql", DATABASE, port, Integer.toString(seconds));
        builder.environment().put("PYTHONPATH", packages.toString());
        return builder;
    }

    private ProcessBuilder body(String how, String isolation) {
        String time = Integer.toString(seconds);
        return new ProcessBuilder(BodyFolder.call(
                distribution, folder, isolation, BODY + ":run", how, DATABASE, port, time, packages.toString()));
    }

    private static void tell(String who, ProcessBuilder command) throws IOException, InterruptedException {
        BodyFolder.Answer ended = BodyFolder.run(command);
        String answer = ended.text();
        if (ended.exitCode() != 0) {
            throw new IOException(who + " failed: " + answer);
        }
        System.out.println(String.format(
                Locale.ROOT,
                "  %-20s query %8.1f   row read %6.2f   row written %6.2f",
                who,
                figure(answer, "query"),
                figure(answer, "read"),
                figure(answer, "write")));
    }

    /** Of {@code {"query": 81.25, "read": 1.5}}. */
    private static double figure(String answer, String name) throws IOException {
        Matcher found = Pattern.compile("\"" + name + "\": ?([0-9.eE+-]+)").matcher(answer);
        if (!found.find()) {
            throw new IOException("no figure " + name + " in: " + answer);
        }
        return Double.parseDouble(found.group(1));
    }
}

package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        trial.tell("PyMySQL, python3", trial.program(body));
        trial.tell("PyMySQL, in a body", trial.body("pymysql", "shared"));
        trial.tell("taskhost, in a body", trial.body("taskhost", "shared"));
        trial.tell("taskhost, cpython", trial.body("taskhost", "cpython"));
        trial.tell("taskhost, process", trial.body("taskhost", "process"));
        Folders.delete(folder);
    }

    private ProcessBuilder program(Path body) {
        ProcessBuilder builder =
                new ProcessBuilder("python3", body.toString(), "pymysql", DATABASE, port, Integer.toString(seconds));
        builder.environment().put("PYTHONPATH", packages.toString());
        return builder;
    }

    private ProcessBuilder body(String how, String isolation) {
        List<String> command =
                new ArrayList<>(List.of(distribution.resolve("taskhost").toString(), "call"));
        if (!isolation.equals("shared")) {
            command.addAll(List.of("--isolation", isolation));
        }
        command.addAll(List.of(
                "--conf",
                folder.resolve("conf").toString(),
                "--scripts",
                folder.resolve("scripts").toString(),
                "--data",
                folder.resolve("data").toString(),
                BODY + ":run",
                how,
                DATABASE,
                port,
                Integer.toString(seconds),
                packages.toString()));
        return new ProcessBuilder(command);
    }

    private void tell(String who, ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String answer;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            answer = String.join("\n", lines.readAllLines());
        }
        if (process.waitFor() != 0) {
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

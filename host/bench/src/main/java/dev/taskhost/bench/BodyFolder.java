package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A folder from which {@code taskhost call} runs one body that uses a database. */
final class BodyFolder {
    private BodyFolder() {}

    /** The command that calls a body of such a folder. */
    static List<String> call(Path distribution, Path folder, String isolation, String function, String... args) {
        List<String> command = new ArrayList<>(List.of(
                distribution.resolve("taskhost").toString(),
                "call",
                "--isolation",
                isolation,
                "--conf",
                folder.resolve("conf").toString(),
                "--scripts",
                folder.resolve("scripts").toString(),
                "--data",
                folder.resolve("data").toString(),
                function));
        command.addAll(List.of(args));
        return command;
    }

    /** Runs a command, its errors shown. */
    static Answer run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String text = String.join("\n", lines.readAllLines());
            return new Answer(text, process.waitFor());
        }
    }

    /** What a command printed, and how it ended. */
    record Answer(String text, int exitCode) {}

    /**
     * Makes one, with {@code conf} and {@code scripts}.
     *
     * @param alias of mysql.toml, for that database
     * @param body a script of the resources' folder packages
     */
    static Path make(MariaDbServer server, String alias, String database, String body) throws IOException {
        Path folder = Files.createTempDirectory("taskhost-bench");
        Path conf = Files.createDirectories(folder.resolve("conf/local"));
        for (String empty : new String[] {"common.toml", "logger.toml", "redis.toml"}) {
            Files.createFile(conf.resolve(empty));
        }
        Files.writeString(conf.resolve("mysql.toml"), """
                [default]
                embedded = true

                [%s]
                host = "127.0.0.1"
                port = %d
                db = "%s"
                user = "root"
                password = ""
                """.formatted(alias, server.port(), database));
        Path script = Files.createDirectory(folder.resolve("scripts")).resolve(body);
        try (InputStream in = Objects.requireNonNull(BodyFolder.class.getResourceAsStream("packages/" + body), body)) {
            Files.write(script, in.readAllBytes());
        }
        return folder;
    }
}

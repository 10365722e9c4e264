package dev.taskhost.bench;

import dev.taskhost.testkit.mariadb.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** taskhost as users run it: the distribution in a process of its own, on folders and a database of its own. Thread-safe. */
final class TaskhostProcess implements AutoCloseable {
    private static final long END_SECONDS = 60;

    private final MariaDbServer server;
    private final String database;
    private final Path folder;
    private final Process process;

    /** What goes into the folders before the host starts. */
    interface Filling {
        void fill(Path scripts, Path plugins) throws IOException;
    }

    /**
     * Starts it, and waits until it is up.
     *
     * @param distribution the unpacked distribution
     * @param folder for its folders and its log
     */
    TaskhostProcess(MariaDbServer server, Path distribution, Path folder, Filling filling)
            throws IOException, InterruptedException {
        this.server = server;
        this.database = server.newDatabase();
        this.folder = folder;
        writeFolders(distribution, filling);
        process = new ProcessBuilder(
                        distribution.resolve("taskhost").toString(),
                        "run",
                        "--port",
                        "0",
                        "--conf",
                        folder.resolve("conf").toString(),
                        "--scripts",
                        folder.resolve("scripts").toString(),
                        "--plugins",
                        folder.resolve("plugins").toString(),
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        if (!Times.await(this::isUp, 60, 100)) {
            close();
            throw new IOException("taskhost does not come up; see " + log());
        }
    }

    /** The launcher becomes the JVM, so it is that one's. */
    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String database() {
        return database;
    }

    Path folder() {
        return folder;
    }

    /** What it prints. */
    Path log() {
        return folder.resolve("out.log");
    }

    void execute(String sql) throws SQLException {
        try (Connection c = server.connect(database);
                Statement statement = c.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first number that the query answers. */
    long ask(String sql) {
        try {
            return column(sql)[0];
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long[] column(String sql) throws SQLException {
        return rows(sql, row -> row.getLong(1)).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** Reads one row. */
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(String sql, Reading<T> reading) throws SQLException {
        try (Connection c = server.connect(database);
                Statement statement = c.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> values = new ArrayList<>();
            while (rows.next()) {
                values.add(reading.read(rows));
            }
            return values;
        }
    }

    private boolean isUp() {
        try {
            return column("SELECT COUNT(*) FROM task_node")[0] > 0;
        } catch (SQLException e) {
            return false; // its tables are not made yet
        }
    }

    private void writeFolders(Path distribution, Filling filling) throws IOException {
        write("conf/local/common.toml", "[scheduler]\ntimezone = \"UTC\"\n");
        write("conf/local/logger.toml", Files.readString(distribution.resolve("conf/local/logger.toml")));
        write("conf/local/redis.toml", "");
        write(
                "conf/local/mysql.toml",
                "[default]\nhost = '127.0.0.1'\nport = " + server.port() + "\ndb = '" + database
                        + "'\nuser = 'root'\npassword = ''\n");
        filling.fill(
                Files.createDirectories(folder.resolve("scripts")), Files.createDirectories(folder.resolve("plugins")));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Ends it as a supervisor does, and by force when that takes too long. */
    @Override
    public void close() {
        process.destroy();
        if (process.onExit()
                .completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            process.destroyForcibly().onExit().join();
        }
    }
}

package dev.taskhost.testkit.mariadb;

import dev.taskhost.testkit.leaks.Lasting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB server for tests: a real process on loopback, on a free port, with an empty root password, gone with the JVM.
 * It can be killed and started again on the same data. Thread-safe.
 */
public final class MariaDbServer implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static @Nullable MariaDbServer shared;

    private final MariaDbFiles files;
    private final Durability durability;
    private final boolean encrypts;
    private final AtomicInteger databases = new AtomicInteger();
    private final Thread atExit = new Thread(this::stopAndDelete, "mariadb-stop");
    private Process process;

    private MariaDbServer(MariaDbFiles files, Durability durability, boolean encrypts) throws IOException {
        this.files = files;
        this.durability = durability;
        this.encrypts = encrypts;
        process = launch();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The one server that all tests of this JVM share; do not kill it. */
    public static synchronized MariaDbServer shared() {
        if (shared == null) {
            shared = start();
            Lasting.keep(MariaDbServer::closeShared, "process mariadbd");
        }
        return shared;
    }

    private static synchronized void closeShared() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    /** A server of one's own, ready for connections. */
    public static MariaDbServer start() {
        return start(false);
    }

    /** As {@link #start}, one that offers TLS, with a certificate that it signs itself. */
    public static MariaDbServer startEncrypted() {
        return start(true);
    }

    private static MariaDbServer start(boolean encrypts) {
        try {
            return new MariaDbServer(MariaDbFiles.unpack(), Durability.OF_PROCESS, encrypts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A server with the defaults that users have, whose commits wait for the disk; for measuring.
     *
     * @param installed the program of an installed server, such as /usr/sbin/mariadbd; null for the one tests use
     */
    public static MariaDbServer startDurable(@Nullable Path installed) throws IOException {
        MariaDbFiles files = installed == null ? MariaDbFiles.unpack() : MariaDbFiles.installed(installed);
        return new MariaDbServer(files, Durability.OF_DISK, false);
    }

    /** Its process; {@link #restart} makes another one. */
    public synchronized long pid() {
        return process.pid();
    }

    /** On 127.0.0.1. */
    public int port() {
        return files.port();
    }

    /** Makes an empty database and answers its name. */
    public String newDatabase() {
        String name = "t" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        return name;
    }

    /** Executes a statement as root. */
    public void execute(String sql) {
        try (Connection c = connect("");
                Statement st = c.createStatement()) {
            st.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A connection as root; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port() + "/" + database, "root", "");
    }

    /** Kills the server as {@code kill -9} does, and waits for its end. */
    public synchronized void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts the killed server again on the same data and port, and waits until it is ready. */
    public synchronized void restart() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server and deletes its files. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        stopAndDelete();
    }

    private synchronized void stopAndDelete() {
        kill();
        try {
            files.delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("MariaDB, process " + process.pid() + ", does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(files.command(durability, encrypts)).redirectErrorStream(true);
        Process started = builder.start();
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(started, ready), "mariadb-log");
        reader.setDaemon(true);
        reader.start();
        try {
            ready.get(START_SECONDS, TimeUnit.SECONDS);
            return started;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            started.destroyForcibly();
            throw new IOException("interrupted while MariaDB was starting", e);
        } catch (ExecutionException | TimeoutException e) {
            started.destroyForcibly();
            throw new IOException("MariaDB did not start: " + e.getMessage(), e);
        }
    }

    /** Reads the server's log to its end, so that the server never waits for us. */
    private static void read(Process process, CompletableFuture<String> ready) {
        StringBuilder log = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("ready for connections")) {
                    ready.complete(line);
                }
                if (!ready.isDone()) {
                    log.append(line).append('\n');
                }
            }
            ready.completeExceptionally(new IOException(log.toString()));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }
}

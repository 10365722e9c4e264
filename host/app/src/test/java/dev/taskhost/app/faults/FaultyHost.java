package dev.taskhost.app.faults;

import dev.taskhost.testkit.plugin.TaskJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One host of the fault test: its folders, its proxy, and its process as long as it lives. Used by one thread. */
final class FaultyHost implements AutoCloseable {
    private static final long END_SECONDS = 40;

    private final String name;
    private final Path home;
    private final Path records;
    private final long aheadMillis;
    private final CutProxy proxy;
    private @Nullable Process process;
    private boolean frozen;

    FaultyHost(String name, Path folder, int databasePort, String database, int redisPort, long aheadMillis)
            throws IOException {
        this.name = name;
        this.home = folder.resolve(name);
        this.records = Files.createDirectories(folder.resolve("records"));
        this.aheadMillis = aheadMillis;
        this.proxy = new CutProxy(databasePort);
        writeFolders(database, redisPort);
    }

    String name() {
        return name;
    }

    CutProxy proxy() {
        return proxy;
    }

    boolean runs() {
        return process != null && process.isAlive();
    }

    boolean isFrozen() {
        return frozen;
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dtaskhost.home=" + home,
                "-D" + RecordTask.FOLDER + "=" + records,
                "-D" + FaultHost.AHEAD + "=" + aheadMillis,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FaultHost.class.getName(),
                "run",
                "--port",
                "0"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().remove("APP_ENV");
        process = builder.start();
        frozen = false;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        Process it = process;
        if (it != null) {
            it.destroyForcibly().waitFor();
        }
        process = null;
    }

    /** As {@code kill -STOP} does; {@link #thaw} ends it. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
        frozen = true;
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
        frozen = false;
    }

    /** As a supervisor does; answers the exit code. */
    int terminate() throws InterruptedException {
        Process it = process;
        if (it == null) {
            return 0;
        }
        it.toHandle().destroy();
        if (!it.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " does not end; its log: " + log());
        }
        process = null;
        return it.exitValue();
    }

    /** What it printed. */
    Path log() {
        return home.resolve("out.log");
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        proxy.close();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process it = process;
        if (it == null) {
            throw new IllegalStateException(name + " does not run");
        }
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(it.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -" + signal + " answered " + code);
        }
    }

    private void writeFolders(String database, int redisPort) throws IOException {
        write("conf/local/common.toml", """
                [scheduler]
                timezone = "UTC"
                heartbeat_seconds = 1
                dead_after_seconds = 4
                drain_seconds = 5
                """);
        write("conf/local/logger.toml", "");
        write("conf/local/redis.toml", "[default]\nhost = '127.0.0.1'\nport = " + redisPort + "\n");
        write(
                "conf/local/mysql.toml",
                "[default]\nhost = '127.0.0.1'\nport = " + proxy.port() + "\ndb = '" + database
                        + "'\nuser = 'root'\npassword = ''\nconnect_timeout = 3\n");
        Files.createDirectories(home.resolve("scripts"));
        Files.createDirectories(home.resolve("plugins"));
        TaskJar.write(home.resolve("plugins/record.jar"), RecordTask.class);
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
